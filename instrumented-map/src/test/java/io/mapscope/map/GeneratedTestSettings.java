package io.mapscope.map;

import net.jqwik.api.lifecycle.AroundPropertyHook;
import net.jqwik.api.lifecycle.PropertyExecutionResult;
import net.jqwik.api.lifecycle.PropertyExecutor;
import net.jqwik.api.lifecycle.PropertyLifecycleContext;

/**
 * {@code -Dmapscope.seed=N} repeats the run of which a failure told the seed, {@code
 * -Dmapscope.operations=N} sets about how many operations a generated test makes in all.
 */
final class GeneratedTestSettings implements AroundPropertyHook {

  /** The most operations of one try; half as many on average. */
  static final int STEPS = 160;

  static final int OPERATIONS = Integer.getInteger("mapscope.operations", 8_000);

  @Override
  public PropertyExecutionResult aroundProperty(
      PropertyLifecycleContext context, PropertyExecutor property) {
    context.attributes().setTries(Math.max(1, OPERATIONS / (STEPS / 2)));
    String seed = System.getProperty("mapscope.seed");
    if (seed != null) {
      context.attributes().setSeed(seed);
    }
    return property.execute();
  }
}
