package io.mapscope.map.guarded;

import io.mapscope.events.LockWaitEvent;
import io.mapscope.map.InstrumentedMap;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;

/**
 * A part that is only read, without a lock, and a dirty part that has everything; lookups that the
 * first cannot answer are counted, and when they have cost as much as a copy, it is made anew.
 *
 * <p>Implementation note. The idea is that of Go's {@code sync.Map}. The dirty part is an {@link
 * InstrumentedMap} behind a lock; all writes go to it. The read part maps keys to slots, and a
 * write to a key that has a slot sets that too, so the read part is exact for every key in it: null
 * in a slot means absent. A key without a slot is absent as well, unless the read part is {@code
 * amended}: then the dirty part has keys that it lacks, and a lookup must ask there, under the
 * lock. After as many such misses as there are entries, the read part is made anew (promotion),
 * with the same slots for the same keys, so that a reader who still has the old part sees later
 * writes.
 *
 * <p>What differs from Go: the dirty part stays when it is promoted, so its events and statistics
 * are those of one map; updates take the lock, so functions are called once and under it; and
 * promotion also comes when every other slot of the read part is empty.
 *
 * <p>When a deleted entry becomes unreachable. The value: when the delete returns, for the slot is
 * emptied then. The key: then too if it was not in the read part, else at the next promotion or
 * clear; until then at most as many deleted keys as others are kept ({@link #LEAST_EMPTY} at
 * least).
 *
 * <p>Costs. Two tables. A promotion copies all entries under the lock: O(n) for n misses or n/2
 * deletes. It is a stall for writers, and readers that miss.
 */
final class ReadMostlyMap<K, V> extends GuardedMap<K, V> {

  /** Empty slots that are no reason yet to copy a small map. */
  private static final int LEAST_EMPTY = 16;

  private final ExclusiveLock<K, V> lock;
  private volatile ReadPart<K, V> read = new ReadPart<>(Map.of(), false);

  /** Lookups that the read part could not answer since it was made. Under the lock. */
  private int misses;

  /** Empty slots of the read part. Under the lock. */
  private int empty;

  private record ReadPart<K, V>(Map<K, Slot<V>> slots, boolean amended) {}

  private static final class Slot<V> {
    volatile V value;

    Slot(V value) {
      this.value = value;
    }
  }

  ReadMostlyMap(InstrumentedMap<K, V> map) {
    lock = new ExclusiveLock<>(map, this);
  }

  @Override
  public V get(Object key) {
    Objects.requireNonNull(key, "key");
    ReadPart<K, V> part = read;
    Slot<V> slot = part.slots.get(key);
    if (slot != null) {
      return slot.value;
    }
    return part.amended ? lock.call(LockWaitEvent.READ, map -> missed(map, key)) : null;
  }

  private V missed(InstrumentedMap<K, V> map, Object key) {
    V value = map.get(key);
    if (read.amended && ++misses >= map.size()) {
      promote(map);
    }
    return value;
  }

  private void promote(InstrumentedMap<K, V> map) {
    Map<K, Slot<V>> before = read.slots;
    Map<K, Slot<V>> slots = new HashMap<>((int) Math.min(1 << 30, map.size() * 4L / 3 + 1));
    map.forEach(
        (key, value) -> {
          Slot<V> slot = before.get(key);
          slots.put(key, slot == null ? new Slot<>(value) : slot);
        });
    read = new ReadPart<>(slots, false);
    misses = 0;
    empty = 0;
  }

  @Override
  <R> R exclusively(Object key, Function<InstrumentedMap<K, V>, R> operation) {
    return lock.call(
        LockWaitEvent.WRITE,
        map -> {
          try {
            return operation.apply(map);
          } finally { // A function that throws may have written before.
            written(map, key, map.get(key));
          }
        });
  }

  /** Brings the read part up to date with a key that may have been written. */
  private void written(InstrumentedMap<K, V> map, Object key, V now) {
    ReadPart<K, V> part = read;
    Slot<V> slot = part.slots.get(key);
    if (slot == null) {
      if (now != null && !part.amended) {
        read = new ReadPart<>(part.slots, true);
      }
      return;
    }
    V before = slot.value;
    if (before == now) {
      return;
    }
    slot.value = now;
    if (before == null) {
      empty--;
    } else if (now == null && ++empty > Math.max(LEAST_EMPTY, part.slots.size() / 2)) {
      promote(map);
    }
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
          promote(map);
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
    return lock.call(LockWaitEvent.READ, Snapshot::of);
  }
}
