package io.mapscope.map.guarded;

import io.mapscope.events.LockWaitEvent;
import io.mapscope.map.InstrumentedMap;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;

/**
 * Readers have a copy that never changes; each write makes another.
 *
 * <p>Implementation note. Writes go to an {@link InstrumentedMap} behind a lock, which so tells of
 * them and of its growths, and publish a copy of it when they have changed something. The copies
 * are plain hash maps: instrumented ones would each be a new map in events and statistics. A lookup
 * is that of a {@link HashMap} and is not sampled.
 */
final class CopyOnWriteMap<K, V> extends GuardedMap<K, V> {

  private final ExclusiveLock<K, V> lock;
  private volatile Map<K, V> published = Map.of();

  CopyOnWriteMap(InstrumentedMap<K, V> map) {
    lock = new ExclusiveLock<>(map, this);
  }

  @Override
  public V get(Object key) {
    return published.get(Objects.requireNonNull(key, "key"));
  }

  @Override
  <R> R exclusively(Object key, Function<InstrumentedMap<K, V>, R> operation) {
    return lock.call(
        LockWaitEvent.WRITE,
        map -> {
          V before = map.get(key);
          try {
            return operation.apply(map);
          } finally { // A function that throws may have written other keys before.
            if (map.get(key) != before) {
              published = new HashMap<>(map);
            }
          }
        });
  }

  /** {@inheritDoc} In one step, with one copy. */
  @Override
  public void putAll(Map<? extends K, ? extends V> other) {
    Map<K, V> checked = new HashMap<>(other);
    checked.forEach(
        (key, value) -> {
          Objects.requireNonNull(key, "key");
          Objects.requireNonNull(value, "value");
        });
    lock.call(
        LockWaitEvent.WRITE,
        map -> {
          map.putAll(checked);
          published = new HashMap<>(map);
          return null;
        });
  }

  @Override
  public int size() {
    return published.size();
  }

  @Override
  public void clear() {
    lock.call(
        LockWaitEvent.WRITE,
        map -> {
          map.clear();
          published = Map.of();
          return null;
        });
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
    return Snapshot.of(published);
  }
}
