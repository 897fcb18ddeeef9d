package io.mapscope.map.guarded;

import io.mapscope.events.LockWaitEvent;
import io.mapscope.map.InstrumentedMap;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;

/**
 * A map behind one lock, for readers and writers alike.
 *
 * <p>Implementation note. The lock is reentrant, so a function that the map calls may look up in
 * it; one that writes gets the {@link java.util.ConcurrentModificationException} that {@link
 * InstrumentedMap} has for it.
 */
final class ExclusiveLock<K, V> {

  private final InstrumentedMap<K, V> map;
  private final Object guard;
  private final ReentrantLock lock = new ReentrantLock();

  /** A lock around a map, which belongs to the guard: its waits are those of the guard. */
  ExclusiveLock(InstrumentedMap<K, V> map, Object guard) {
    this.map = map;
    this.guard = guard;
  }

  /** The map, for its events only. */
  InstrumentedMap<K, V> map() {
    return map;
  }

  /** Runs an operation on the map; the mode is what a wait is told as. */
  <R> R call(String mode, Function<InstrumentedMap<K, V>, R> operation) {
    if (!lock.tryLock()) {
      LockWaitEvent wait = Wait.begin();
      try {
        await();
      } finally {
        Wait.end(wait, map, mode);
      }
    }
    try {
      return operation.apply(map);
    } finally {
      lock.unlock();
    }
  }

  private void await() {
    WaitBound bound = WaitBound.of(guard);
    if (bound == null) {
      lock.lock();
    } else if (!bound.await(lock::tryLock)) {
      throw new WaitAbandonedException(false);
    }
  }
}
