package io.mapscope.map.guarded;

import io.mapscope.events.LockWaitEvent;
import io.mapscope.map.InstrumentedMap;
import java.util.Objects;
import java.util.function.Function;

/**
 * A part that is only read, without a lock, and a dirty part that has everything; lookups that the
 * first cannot answer are counted, and when they have cost as much as a copy, it is made anew.
 *
 * <p>Implementation note. The idea is that of Go's {@code sync.Map}. The dirty part is an {@link
 * InstrumentedMap} behind a lock; all writes go to it. A write to a key that the read part has sets
 * the value there too, so the read part is exact for every key in it: no value means absent. A key
 * that it lacks is absent as well, unless the read part is amended: then the dirty part has keys
 * that it lacks, and a lookup must ask there, under the lock. After as many such misses as there
 * are entries, the read part is made anew (promotion).
 *
 * <p>What differs from Go: the read part is cut into {@linkplain ReadSegment segments} of some
 * hundred keys, found by {@linkplain ReadDirectory extendible hashing}, each amended and promoted
 * on its own, so that nobody copies the whole map. Go copies it once for each promotion, and so did
 * this class: at five million entries one lookup in a while took 1.7 s. The dirty part stays when
 * it is promoted, so its events and statistics are those of one map; updates take the lock, so
 * functions are called once and under it; and promotion also comes when every other key of a
 * segment is deleted.
 *
 * <p>When a deleted entry becomes unreachable. The value: when the delete returns, for it is taken
 * out of the read part then. The key: then too if it was not in the read part, else at the next
 * promotion or split of its segment, or clear; until then a segment keeps at most as many deleted
 * keys as others (or 16).
 *
 * <p>Costs. Two tables. A promotion copies a segment under the lock, for as many misses as it has
 * entries or half as many deletes; a split is made for half as many inserts. Segments never merge:
 * those of deleted entries stay, some 200 bytes each, until clear.
 */
final class ReadMostlyMap<K, V> extends GuardedMap<K, V> {

  /** To copy so many entries takes some 0.1 ms; half as many segments would be cheaper to find. */
  private static final int SEGMENT_SIZE = 1 << 10;

  private final ExclusiveLock<K, V> lock;
  private final ReadDirectory<K, V> read;

  ReadMostlyMap(InstrumentedMap<K, V> map) {
    this(map, SEGMENT_SIZE);
  }

  /** With segments of so many keys at most, but for those of equal hash codes. */
  ReadMostlyMap(InstrumentedMap<K, V> map, int segmentSize) {
    lock = new ExclusiveLock<>(map, this);
    read = new ReadDirectory<>(segmentSize);
  }

  @Override
  @SuppressWarnings("unchecked") // It found a value.
  public V get(Object key) {
    Objects.requireNonNull(key, "key");
    int hash = MixedHash.of(key.hashCode());
    Object found = read.segment(hash).find(key, hash);
    return found != ReadSegment.UNKNOWN
        ? (V) found
        : lock.call(LockWaitEvent.READ, map -> missed(map, key, hash));
  }

  private V missed(InstrumentedMap<K, V> map, Object key, int hash) {
    V value = map.get(key);
    read.segment(hash).missed();
    return value;
  }

  @Override
  <R> R exclusively(Object key, Function<InstrumentedMap<K, V>, R> operation) {
    return lock.call(
        LockWaitEvent.WRITE,
        map -> {
          try {
            return operation.apply(map);
          } finally { // A function that throws may have written before.
            written(key, map.get(key));
          }
        });
  }

  @SuppressWarnings("unchecked") // Only a key that is in the map is kept.
  private void written(Object key, V now) {
    read.written((K) key, now);
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
          read.clear();
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
