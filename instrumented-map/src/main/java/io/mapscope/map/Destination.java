package io.mapscope.map;

import java.util.Arrays;

/**
 * A new chain that is being filled from slot 0.
 *
 * <p>Implementation note. That of the lower half lies where the old chain does, but never overtakes
 * it: an entry's new slot is its old one or one before it, and by the time the first overflow
 * bucket is needed all of the head was read.
 *
 * <p>Memory may run out in {@link #allocate}, and there only: until {@link #install} the table
 * knows of none of the new overflow buckets.
 */
final class Destination {
  private final GrowingTable<?, ?> table;
  private int bucket;
  private Object[] slots;
  private int base;
  private OverflowBucket first;
  private OverflowBucket last;
  private long headTops;
  private long headBits;

  /** Of what is in the overflow buckets. */
  private int filter;

  /** Filled slots of the bucket at hand: the head while {@link #last} is null. */
  private int filled;

  int entries;
  int attached;

  Destination(GrowingTable<?, ?> table) {
    this.table = table;
  }

  /** Allocates all that the expected entries need. */
  void allocate(int newBucket, int expected) {
    bucket = newBucket;
    first = null;
    last = null;
    headTops = 0;
    headBits = 0;
    filter = 0;
    filled = 0;
    entries = 0;
    attached = 0;
    if (expected > 0) {
      table.ensureChunk(newBucket);
    }
    for (int left = expected; left > Chunk.SLOTS_PER_BUCKET; ) {
      left -= Chunk.SLOTS_PER_BUCKET;
      OverflowBucket fresh = new OverflowBucket(Math.min(left, Chunk.SLOTS_PER_BUCKET));
      if (first == null) {
        first = fresh;
      } else {
        last.next = fresh;
      }
      last = fresh;
      attached++;
    }
    if (first != null) {
      table.ensureOverflow(newBucket);
    }
    last = null;
    slots = table.slots[newBucket >>> Chunk.SHIFT];
    base = Chunk.base(newBucket & Chunk.MASK);
  }

  /** Appends the slots of a bucket that have their bits set. */
  void take(long tops, long bits, Object[] from, int fromBase, long which) {
    int count = Long.bitCount(which);
    if (last == null && filled + count <= Chunk.SLOTS_PER_BUCKET) {
      fillHead(tops, bits, from, fromBase, which);
      filled += count;
      entries += count;
      return;
    }
    for (long left = which; left != 0; left &= left - 1) {
      if (filled == Chunk.SLOTS_PER_BUCKET) {
        last = last == null ? first : last.next;
        table.countOverflow();
        filled = 0;
      }
      int at = fromBase + Tophash.valueOffset(left);
      int tophash = Tophash.get(tops, Tophash.slot(left));
      int hashBits = Tophash.get(bits, Tophash.slot(left));
      if (last == null) {
        int to = base + (filled << 1);
        headTops |= (long) tophash << (filled << 3);
        headBits |= (long) hashBits << (filled << 3);
        slots[to] = from[at - 1];
        slots[to + 1] = from[at];
      } else {
        last.set(filled, tophash, from[at - 1], from[at]);
        filter |= OverflowFilter.bit(tophash);
      }
      filled++;
      entries++;
    }
  }

  /** What the head has room for, as half a chain mostly is: all in registers. */
  private void fillHead(long tops, long bits, Object[] from, int fromBase, long which) {
    Object[] to = slots;
    int end = base + (filled << 1);
    int shift = filled << 3;
    long newTops = headTops;
    long newBits = headBits;
    for (long left = which; left != 0; left &= left - 1) {
      int at = fromBase + Tophash.valueOffset(left);
      int slot = Tophash.slot(left);
      newTops |= (long) Tophash.get(tops, slot) << shift;
      newBits |= (long) Tophash.get(bits, slot) << shift;
      to[end] = from[at - 1];
      to[end + 1] = from[at];
      end += 2;
      shift += Byte.SIZE;
    }
    headTops = newTops;
    headBits = newBits;
  }

  /** Puts the chain in place, maybe of one that had overflow buckets. */
  void install(boolean hadOverflow) {
    int chunk = bucket >>> Chunk.SHIFT;
    if (table.tops[chunk] != Chunk.NO_TOPS) {
      long[] words = table.tops[chunk];
      words[bucket & Chunk.MASK] = headTops;
      if (table.keepsBits) {
        words[table.keptAt + (bucket & Chunk.MASK)] = headBits;
      }
      int inHead = Math.min(entries, Chunk.SLOTS_PER_BUCKET);
      Arrays.fill(slots, base + (inHead << 1), base + Chunk.REFERENCES_PER_BUCKET, null);
      if (hadOverflow || first != null) {
        table.setOverflow(bucket, first, filter);
      }
      for (OverflowBucket b = first; b != null; b = b.next) {
        table.count(b);
      }
    }
  }
}
