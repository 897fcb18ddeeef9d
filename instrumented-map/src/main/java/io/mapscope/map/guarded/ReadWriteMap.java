package io.mapscope.map.guarded;

import io.mapscope.events.LockWaitEvent;
import io.mapscope.map.InstrumentedMap;
import io.mapscope.map.Preparable;
import java.util.Objects;
import java.util.concurrent.locks.StampedLock;
import java.util.function.Function;
import java.util.function.LongSupplier;

/**
 * A lock for many readers or one writer, and lookups that at first take no lock at all.
 *
 * <p>Implementation note. A lookup reads the map and then asks whether a writer was there meanwhile
 * ({@link StampedLock#validate}); if not, what it read is what a lock would have given it, and it
 * has written nothing that others share, not even the lock. If a writer was there, the lookup may
 * have read anything and may have failed in any way; both are forgotten, and it is done again under
 * the read lock, so it waits for one writer at most and never retries for ever. It does end: keys
 * are compared only along a chain, chains have no cycles at any moment, and a lookup writes
 * nothing. {@code equals} may so be called with a key that is being removed.
 *
 * <p>A stamped lock is not reentrant. {@link #writer} tells a function that the map calls from
 * everybody else: its lookups go straight to the map, and its writes get the {@link
 * java.util.ConcurrentModificationException} that {@link InstrumentedMap} has for them. Only the
 * thread that it names can see itself there, so it need not be volatile.
 *
 * <p>Dropped: {@code ReentrantReadWriteLock}, of which each reader writes the one word of the lock.
 */
final class ReadWriteMap<K, V> extends GuardedMap<K, V> implements Preparable {

  private final InstrumentedMap<K, V> map;
  private final Object guard;
  private final StampedLock lock = new StampedLock();
  private Thread writer;

  ReadWriteMap(InstrumentedMap<K, V> map) {
    this.map = map;
    this.guard = this;
  }

  /** A stripe of a guard, whose waits are those of the guard. */
  ReadWriteMap(InstrumentedMap<K, V> map, Object guard) {
    this.map = map;
    this.guard = guard;
  }

  @Override
  public V get(Object key) {
    Objects.requireNonNull(key, "key");
    long stamp = lock.tryOptimisticRead();
    if (stamp != 0) {
      try {
        V value = map.get(key);
        if (lock.validate(stamp)) {
          return value;
        }
      } catch (RuntimeException | StackOverflowError e) {
        if (lock.validate(stamp)) {
          throw e; // The key's own.
        }
      }
    }
    return reading(m -> m.get(key));
  }

  private <R> R reading(Function<InstrumentedMap<K, V>, R> operation) {
    if (writer == Thread.currentThread()) {
      return operation.apply(map);
    }
    long stamp = lock.tryReadLock();
    if (stamp == 0) {
      stamp = await(LockWaitEvent.READ, lock::readLock, lock::tryReadLock);
    }
    try {
      return operation.apply(map);
    } finally {
      lock.unlockRead(stamp);
    }
  }

  @Override
  <R> R exclusively(Object key, Function<InstrumentedMap<K, V>, R> operation) {
    if (writer == Thread.currentThread()) {
      return operation.apply(map);
    }
    long stamp = lock.tryWriteLock();
    if (stamp == 0) {
      stamp = await(LockWaitEvent.WRITE, lock::writeLock, lock::tryWriteLock);
    }
    writer = Thread.currentThread();
    try {
      return operation.apply(map);
    } finally {
      writer = null;
      lock.unlockWrite(stamp);
    }
  }

  private long await(String mode, LongSupplier forEver, WaitBound.Timed<Long> timed) {
    LockWaitEvent wait = Wait.begin();
    try {
      WaitBound bound = WaitBound.of(guard);
      long stamp = bound == null ? forEver.getAsLong() : bound.await(timed);
      if (stamp == 0) {
        throw new WaitAbandonedException(false);
      }
      return stamp;
    } finally {
      Wait.end(wait, map, mode);
    }
  }

  @Override
  public int size() {
    return reading(InstrumentedMap::size);
  }

  @Override
  public void clear() {
    exclusively(
        null,
        m -> {
          m.clear();
          return null;
        });
  }

  @Override
  public boolean prepare(int moreEntries) {
    return exclusively(null, m -> m.prepare(moreEntries));
  }

  @Override
  InstrumentedMap<K, V> observed() {
    return map;
  }

  @Override
  int parts() {
    return 1;
  }

  @Override
  Object[] snapshot(int part) {
    return reading(Snapshot::of);
  }
}
