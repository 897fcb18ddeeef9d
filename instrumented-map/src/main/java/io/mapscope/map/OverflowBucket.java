package io.mapscope.map;

import java.util.Arrays;

/**
 * A bucket attached to a chain whose eight slots were full. One in five chains has one at full
 * load.
 *
 * <p>Implementation note. Most hold an entry or two, so there is room for one at first, for one
 * more when that is used up, and then for two more each time: 56 bytes in place of 112, which is
 * more than a byte for each entry of a full table.
 */
final class OverflowBucket {

  private static final int STEP = 2;

  /** Tophash bytes, slot 0 lowest. */
  long tops;

  /** Keys and values in turn. */
  Object[] slots;

  /** The next bucket of the chain, or null. */
  OverflowBucket next;

  /** In the first one of a long chain its index, {@link ChainIndex#NONE} if it can have none. */
  ChainIndex index;

  /** An empty one with room for so many entries at first. */
  OverflowBucket(int entries) {
    slots = new Object[2 * room(entries)];
  }

  /** Room for so many entries: for one, or an even number. */
  private static int room(int entries) {
    return entries <= 1 ? 1 : -(-entries & -STEP);
  }

  /** Whether a slot lies beyond the room there is. */
  boolean lacksRoomFor(int slot) {
    return slot << 1 >= slots.length;
  }

  void makeRoom() {
    slots = Arrays.copyOf(slots, 2 * room(slots.length / 2 + 1));
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
