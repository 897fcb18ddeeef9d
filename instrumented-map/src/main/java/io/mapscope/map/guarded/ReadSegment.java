package io.mapscope.map.guarded;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Those keys of a {@link ReadMostlyMap} whose mixed hash codes begin with the same bits: a part for
 * readers, whose keys never change, and the keys that came since.
 *
 * <p>Implementation note. All but {@link #find} is called under the lock of the map. Each key of
 * the map has a slot, either in the part for readers or among the fresh ones; the part is amended
 * if and only if there are fresh ones. Promotion makes a new part of both, with the same slots, so
 * that a reader who still has the old part sees later writes. A segment that was split stays as it
 * was at that moment: a reader who still has it began before.
 */
final class ReadSegment<K, V> {

  /** Empty slots that are no reason yet to copy a small part. */
  private static final int LEAST_EMPTY = 16;

  /** How many bits of the mixed hash code its keys have in common. */
  final int depth;

  /** These bits. */
  final int prefix;

  private final Slot<V> absent = new Slot<>(null);
  private volatile Part<K, V> part;
  private Map<K, Slot<V>> fresh = new HashMap<>();

  /** Lookups that the part could not answer since it was made. */
  private int misses;

  /** Empty slots of the part. */
  private int empty;

  private record Part<K, V>(Map<K, Slot<V>> slots, boolean amended) {}

  /** Holds the value of a key, null for none, for all parts that have the key. */
  static final class Slot<V> {
    volatile V value;

    private Slot(V value) {
      this.value = value;
    }
  }

  ReadSegment() {
    this(0, 0, Map.of());
  }

  private ReadSegment(int depth, int prefix, Map<K, Slot<V>> slots) {
    this.depth = depth;
    this.prefix = prefix;
    this.part = new Part<>(slots, false);
  }

  /** A key's slot, an empty one for a key that is absent, null when only the lock can tell. */
  Slot<V> find(Object key) {
    Part<K, V> now = part;
    Slot<V> slot = now.slots.get(key);
    return slot != null || now.amended ? slot : absent;
  }

  /** How many keys there are. */
  int size() {
    return part.slots.size() - empty + fresh.size();
  }

  /** Counts a lookup that had to take the lock. */
  void missed() {
    if (part.amended && ++misses >= size()) {
      promote();
    }
  }

  /** Takes over a key's value, null for none, after a write. */
  void written(K key, V now) {
    Slot<V> slot = part.slots.get(key);
    if (slot == null) {
      writtenFresh(key, now);
      return;
    }
    V before = slot.value;
    slot.value = now;
    if (before == null && now != null) {
      empty--;
    } else if (before != null
        && now == null
        && ++empty > Math.max(LEAST_EMPTY, part.slots.size() / 2)) {
      promote();
    }
  }

  private void writtenFresh(K key, V now) {
    if (now == null) {
      fresh.remove(key);
    } else {
      fresh.computeIfAbsent(key, k -> new Slot<>(null)).value = now;
    }
    amend(!fresh.isEmpty());
  }

  private void amend(boolean amended) {
    if (part.amended != amended) {
      part = new Part<>(part.slots, amended);
    }
  }

  private void promote() {
    Map<K, Slot<V>> slots = sized(size());
    part.slots.forEach((key, slot) -> keep(key, slot, slots));
    slots.putAll(fresh);
    part = new Part<>(slots, false);
    fresh = new HashMap<>();
    misses = 0;
    empty = 0;
  }

  /** Two segments of one bit more, the lower first, with all keys in their parts for readers. */
  List<ReadSegment<K, V>> split() {
    Map<K, Slot<V>> lower = sized(size() / 2);
    Map<K, Slot<V>> upper = sized(size() / 2);
    part.slots.forEach((key, slot) -> keep(key, slot, isUpper(key) ? upper : lower));
    fresh.forEach((key, slot) -> keep(key, slot, isUpper(key) ? upper : lower));
    return List.of(
        new ReadSegment<>(depth + 1, prefix << 1, lower),
        new ReadSegment<>(depth + 1, prefix << 1 | 1, upper));
  }

  private boolean isUpper(K key) {
    return MixedHash.of(key.hashCode()) << depth < 0;
  }

  private static <K, V> void keep(K key, Slot<V> slot, Map<K, Slot<V>> slots) {
    if (slot.value != null) {
      slots.put(key, slot);
    }
  }

  private static <K, V> Map<K, Slot<V>> sized(int entries) {
    return new HashMap<>((int) Math.min(1 << 30, entries * 4L / 3 + 1));
  }
}
