package io.mapscope.map.guarded;

import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/**
 * Until when the thread waits for a map.
 *
 * <p>Implementation note. Kept beside the thread, for an operation has no place to carry it through
 * the methods of {@link java.util.Map}; asked only when a lock is not free. It is that of one map:
 * what a function does with other maps waits as it always has.
 */
final class WaitBound {

  private static final ThreadLocal<WaitBound> CURRENT = new ThreadLocal<>();

  private final Object map;
  private final long deadlineNanos;

  private WaitBound(Object map, long deadlineNanos) {
    this.map = map;
    this.deadlineNanos = deadlineNanos;
  }

  /** Makes a call with a bound. */
  static <R> R run(Object map, long deadlineNanos, Supplier<R> call) {
    WaitBound outer = CURRENT.get();
    CURRENT.set(new WaitBound(map, deadlineNanos));
    try {
      return call.get();
    } finally {
      if (outer == null) {
        CURRENT.remove();
      } else {
        CURRENT.set(outer);
      }
    }
  }

  /** The bound for waits for a map, null for none. */
  static WaitBound of(Object map) {
    WaitBound bound = CURRENT.get();
    return bound != null && bound.map == map ? bound : null;
  }

  long nanosLeft() {
    return Math.max(0, deadlineNanos - System.nanoTime());
  }

  /** A wait that ends; 0 or false when time was up. */
  @FunctionalInterface
  interface Timed<T> {
    T await(long time, TimeUnit unit) throws InterruptedException;
  }

  /** Waits until the bound. */
  <T> T await(Timed<T> wait) {
    try {
      return wait.await(nanosLeft(), TimeUnit.NANOSECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new WaitAbandonedException(true);
    }
  }
}
