package io.mapscope.map;

import java.util.Arrays;

/**
 * A bucket attached to a chain whose eight slots were full. One in five chains has one at full
 * load.
 *
 * <p>Implementation note. Most hold an entry or two, so the slots start with room for two and
 * double when they are used up: 64 bytes in place of 112, which is a byte for each entry of a full
 * table.
 */
final class OverflowBucket {

  static final int INITIAL_SLOTS = 2;

  /** Tophash bytes, slot 0 lowest. */
  long tops;

  /** Keys and values in turn. */
  Object[] slots;

  /** The next bucket of the chain, or null. */
  OverflowBucket next;

  /** An empty one with room for so many entries at first. */
  OverflowBucket(int entries) {
    slots = new Object[2 * Math.max(INITIAL_SLOTS, -(-entries & -INITIAL_SLOTS))];
  }

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

  /** Whether a slot lies beyond the room there is. */
  boolean lacksRoomFor(int slot) {
    return slot << 1 >= slots.length;
  }

  void makeRoom() {
    slots = Arrays.copyOf(slots, slots.length * 2);
  }

  /** Fills a slot that there is room for. */
  void set(int slot, int tophash, Object key, Object value) {
    tops = Tophash.with(tops, slot, tophash);
    slots[slot << 1] = key;
    slots[(slot << 1) + 1] = value;
  }

  int bytes() {
    return Footprint.OVERFLOW_BUCKET + Footprint.references(slots.length);
  }
}
