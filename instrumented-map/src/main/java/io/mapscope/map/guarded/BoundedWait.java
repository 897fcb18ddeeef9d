package io.mapscope.map.guarded;

import java.util.function.Supplier;

/**
 * A guarded map whose operations can be given up while they wait for others. All maps of {@link
 * GuardedMaps} are.
 */
public interface BoundedWait {

  /**
   * Makes a call of this map that waits for the lock, or in the queue of the owner, only until a
   * moment or an interrupt. A call that need not wait is made in any case, and one that has begun
   * comes to its end. So what is given up has changed nothing, if it is one operation on one key:
   * of a striped map {@code clear} may be given up between stripes.
   *
   * @param <R> type of the result
   * @param deadlineNanos the moment, of {@link System#nanoTime}
   * @param call makes one call of this map, on this thread; not null
   * @return what the call returns
   * @throws WaitAbandonedException if the call has not begun, and never will
   */
  <R> R waitingUntil(long deadlineNanos, Supplier<R> call);
}
