package io.mapscope.otel.mapping;

import java.util.Comparator;
import java.util.PriorityQueue;
import java.util.function.Consumer;

/**
 * Steps of a growth that the sampler does not want, held until it shows that the growth is slow and
 * kept all the same. The longest are held.
 */
final class HeldSteps {

  static final int MOST_HELD = 64;

  /** A step and what makes its spans. */
  private record Step(long nanos, Runnable tell) {}

  private final PriorityQueue<Step> shortestFirst =
      new PriorityQueue<>(Comparator.comparingLong(Step::nanos));

  void hold(long nanos, Runnable tell) {
    shortestFirst.add(new Step(nanos, tell));
    if (shortestFirst.size() > MOST_HELD) {
      shortestFirst.poll();
    }
  }

  void tell() {
    Consumer<Step> tell = step -> step.tell.run();
    shortestFirst.forEach(tell);
    shortestFirst.clear();
  }
}
