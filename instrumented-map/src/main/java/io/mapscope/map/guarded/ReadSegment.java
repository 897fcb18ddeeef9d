package io.mapscope.map.guarded;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;

/**
 * Those keys of a {@link ReadMostlyMap} whose mixed hash codes begin with the same bits: a part for
 * readers, whose keys never change, and the keys that came since.
 *
 * <p>Implementation note. All but {@link #find} is called under the lock of the map. Each key of
 * the map is either in the part for readers or among the fresh ones; the part is amended if and
 * only if there are fresh ones. Promotion makes a new {@linkplain ReadPart part} of both. A reader
 * who still has the old one, or a segment that was split since, began before, and what it finds was
 * true at the moment of the promotion or split.
 *
 * <p>Dropped: values in objects of their own, which old and new parts share, as in Go, where writes
 * take no lock. With them and a {@link HashMap} for a part, lookups took three cache misses more.
 */
final class ReadSegment<K, V> {

  /** What {@link #find} returns when only the lock can tell. */
  static final Object UNKNOWN = new Object();

  /** Deleted keys that are no reason yet to copy a small part. */
  private static final int LEAST_DELETED = 16;

  /** How many bits of the mixed hash code its keys have in common. */
  final int depth;

  /** These bits. */
  final int prefix;

  private volatile Object[] part;

  /** Whether there are keys that the part lacks. */
  private volatile boolean amended;

  private Map<K, V> fresh = new HashMap<>();

  /** Lookups that the part could not answer since it was made. */
  private int misses;

  /** Keys of the part, deleted ones included. */
  private int keys;

  private int deleted;

  ReadSegment() {
    this(0, 0, ReadPart.sized(0), 0);
  }

  private ReadSegment(int depth, int prefix, Object[] part, int keys) {
    this.depth = depth;
    this.prefix = prefix;
    this.part = part;
    this.keys = keys;
  }

  /** A key's value, null when it is absent, {@link #UNKNOWN} when only the lock can tell. */
  Object find(Object key, int hash) {
    // Not after the part: with a promotion in between, a key that was fresh would count as absent.
    boolean mayBeFresh = amended;
    Object[] now = part;
    int at = ReadPart.find(now, key, hash);
    if (at != ReadPart.NOWHERE) {
      return ReadPart.value(now, at);
    }
    return mayBeFresh ? UNKNOWN : null;
  }

  /** How many keys there are. */
  int size() {
    return keys - deleted + fresh.size();
  }

  /** Counts a lookup that had to take the lock. */
  void missed() {
    if (amended && ++misses >= size()) {
      promote();
    }
  }

  /** Takes over a key's value, null for none, after a write. */
  void written(K key, int hash, V now) {
    int at = ReadPart.find(part, key, hash);
    if (at == ReadPart.NOWHERE) {
      writtenFresh(key, now);
      return;
    }
    Object before = ReadPart.value(part, at);
    ReadPart.setValue(part, at, now);
    if (before == null && now != null) {
      deleted--;
    } else if (before != null && now == null && ++deleted > Math.max(LEAST_DELETED, keys / 2)) {
      promote();
    }
  }

  private void writtenFresh(K key, V now) {
    if (now == null) {
      fresh.remove(key);
    } else {
      fresh.put(key, now);
    }
    if (amended == fresh.isEmpty()) {
      amended = !amended;
    }
  }

  private void promote() {
    Object[] promoted = ReadPart.sized(size());
    forEach((key, value) -> ReadPart.add(promoted, key, hash(key), value));
    keys = size();
    part = promoted;
    amended = false;
    fresh = new HashMap<>();
    misses = 0;
    deleted = 0;
  }

  /** Two segments of one bit more, the lower first, with all keys in their parts for readers. */
  List<ReadSegment<K, V>> split() {
    int[] counts = new int[2];
    forEach((key, value) -> counts[half(hash(key))]++);
    Object[][] parts = {ReadPart.sized(counts[0]), ReadPart.sized(counts[1])};
    forEach(
        (key, value) -> {
          int hash = hash(key);
          ReadPart.add(parts[half(hash)], key, hash, value);
        });
    return List.of(
        new ReadSegment<>(depth + 1, prefix << 1, parts[0], counts[0]),
        new ReadSegment<>(depth + 1, prefix << 1 | 1, parts[1], counts[1]));
  }

  private void forEach(BiConsumer<K, V> action) {
    ReadPart.forEach(part, action);
    fresh.forEach(action);
  }

  /** By the bit behind the common ones. */
  private int half(int hash) {
    return (hash << depth) >>> (Integer.SIZE - 1);
  }

  private int hash(K key) {
    return MixedHash.of(key.hashCode());
  }
}
