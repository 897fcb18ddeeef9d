package io.mapscope.map.guarded;

import io.mapscope.events.LockWaitEvent;
import io.mapscope.map.InstrumentedMap;
import io.mapscope.map.Preparable;
import java.util.Objects;
import java.util.function.Function;

/** One lock around everything: the least memory, and the yardstick for the others. */
final class OneLockMap<K, V> extends GuardedMap<K, V> implements Preparable {

  private final ExclusiveLock<K, V> lock;

  OneLockMap(InstrumentedMap<K, V> map) {
    lock = new ExclusiveLock<>(map, this);
  }

  @Override
  public V get(Object key) {
    Objects.requireNonNull(key, "key");
    return lock.call(LockWaitEvent.READ, map -> map.get(key));
  }

  @Override
  <R> R exclusively(Object key, Function<InstrumentedMap<K, V>, R> operation) {
    return lock.call(LockWaitEvent.WRITE, operation);
  }

  @Override
  public int size() {
    return lock.call(LockWaitEvent.READ, InstrumentedMap::size);
  }

  @Override
  public void clear() {
    lock.call(
        LockWaitEvent.WRITE,
        map -> {
          map.clear();
          return null;
        });
  }

  @Override
  public boolean prepare(int moreEntries) {
    return lock.call(LockWaitEvent.WRITE, map -> map.prepare(moreEntries));
  }

  @Override
  InstrumentedMap<K, V> observed() {
    return lock.map();
  }

  @Override
  int parts() {
    return 1;
  }

  @Override
  Object[] snapshot(int part) {
    return lock.call(LockWaitEvent.READ, Snapshot::of);
  }
}
