package io.mapscope.map;

import java.util.function.UnaryOperator;

/** The options that steer growth, of which each generated test takes one. */
@SuppressWarnings("ImmutableEnumChecker") // Lambdas without state.
enum Pacings {
  DEFAULT(builder -> builder),
  STEADY(builder -> builder.pacing(Pacing.STEADY)),
  ONE_CHAIN(builder -> builder.evacuationBudget(1)),
  STEADY_EIGHT_CHAINS(builder -> builder.pacing(Pacing.STEADY).evacuationBudget(8));

  private final UnaryOperator<InstrumentedMap.Builder<Probe, Probe>> options;

  Pacings(UnaryOperator<InstrumentedMap.Builder<Probe, Probe>> options) {
    this.options = options;
  }

  InstrumentedMap.Builder<Probe, Probe> builder(long seed) {
    return options.apply(InstrumentedMap.<Probe, Probe>builder().seed(seed));
  }
}
