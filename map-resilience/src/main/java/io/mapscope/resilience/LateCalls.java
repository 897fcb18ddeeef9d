package io.mapscope.resilience;

import java.util.function.LongSupplier;
import java.util.function.Supplier;

/** Calls made by the caller; one that took too long is told, whether it has failed or not. */
final class LateCalls implements Interceptor {

  private final Misses misses;
  private final LongSupplier clock;

  LateCalls(Misses misses, LongSupplier clock) {
    this.misses = misses;
    this.clock = clock;
  }

  @Override
  public <R> R call(Operation operation, Object key, Supplier<R> call) {
    long start = clock.getAsLong();
    try {
      return call.get();
    } finally {
      misses.done(operation, clock.getAsLong() - start);
    }
  }
}
