package io.mapscope.map;

/**
 * A bucket attached to a chain whose eight slots were full. One in five chains has one at full
 * load.
 */
final class OverflowBucket {

  /** Tophash bytes, slot 0 lowest. */
  long tops;

  /** Keys and values in turn. */
  final Object[] slots = new Object[2 * Chunk.SLOTS_PER_BUCKET];

  /** The next bucket of the chain, or null. */
  OverflowBucket next;

  /** Where the key lies in {@link #slots}, or -1. */
  int find(Object key, long wanted) {
    for (long match = Tophash.match(tops, wanted); match != 0; match &= match - 1) {
      int at = Tophash.slot(match) << 1;
      Object candidate = slots[at];
      if (candidate == key || (key != null && key.equals(candidate))) {
        return at;
      }
    }
    return -1;
  }

  void set(int slot, int tophash, Object key, Object value) {
    tops = Tophash.with(tops, slot, tophash);
    slots[slot << 1] = key;
    slots[(slot << 1) + 1] = value;
  }
}
