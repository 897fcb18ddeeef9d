package io.mapscope.resilience;

import io.mapscope.map.guarded.BoundedWait;
import io.mapscope.map.guarded.WaitAbandonedException;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/**
 * Calls of a guarded map, which are given up while they wait for it.
 *
 * <p>Implementation note. A {@link WaitAbandonedException} that comes out of a function may be that
 * of another map which the function has used; this map is as it was all the same, for a function
 * that throws changes nothing. So both are told alike.
 */
final class BoundedCalls implements Interceptor {

  private final BoundedWait map;
  private final String name;
  private final Misses misses;
  private final LongSupplier clock;

  BoundedCalls(BoundedWait map, String name, Misses misses, LongSupplier clock) {
    this.map = map;
    this.name = name;
    this.misses = misses;
    this.clock = clock;
  }

  @Override
  public <R> R call(Operation operation, Object key, Supplier<R> call) {
    long start = clock.getAsLong();
    R result;
    try {
      result =
          isOneLock(operation)
              ? map.waitingUntil(System.nanoTime() + misses.limitNanos(), call)
              : call.get();
    } catch (WaitAbandonedException e) {
      throw misses.abandoned(name, operation, false, e.isInterrupted(), clock.getAsLong() - start);
    } catch (RuntimeException | Error e) {
      misses.done(operation, clock.getAsLong() - start);
      throw e;
    }
    misses.done(operation, clock.getAsLong() - start);
    return result;
  }

  private static boolean isOneLock(Operation operation) {
    return operation != Operation.CLEAR && operation != Operation.ITERATE;
  }
}
