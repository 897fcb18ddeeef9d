package io.mapscope.map;

import java.util.Arrays;

/**
 * The move of one old chain to its two new ones.
 *
 * <p>Implementation note. In two passes: {@link #plan} decides for every entry which half it goes
 * to; {@link #move} allocates what both halves need, and moves. Where the bits that are kept of the
 * hashes do not tell, the keys are asked, which is user code; if it throws, or comes back and
 * changes the map, or memory runs out, nothing has moved. Holes are squeezed out: the entries of a
 * chain keep their order and fill the new chains from slot 0.
 *
 * <p>Costs. To ask the keys is a cache miss for each, which was the largest part of a growth. So a
 * table that need not save bytes keeps the eight bits of each hash that decide the next doublings,
 * and asks the keys at every eighth doubling only, to learn the next eight. Entries in overflow
 * buckets, one in twenty, are asked each time.
 */
final class Evacuation {

  private final GrowingTable<?, ?> table;
  private final Growth growth;
  private final Destination lower = new Destination();
  private final Destination upper = new Destination();

  /** For each bucket of the chain, the high bit of each slot that goes to the upper half. */
  private long[] uppers = new long[4];

  /** For each bucket of the chain, bytes of hashes for the new table; it keeps those of heads. */
  private long[] kept = new long[4];

  /** The old bucket. */
  int old;

  /** Buckets in the old chain. */
  int chainLength;

  /** Holes in the old chain. */
  int holes;

  Evacuation(GrowingTable<?, ?> table, Growth growth) {
    this.table = table;
    this.growth = growth;
  }

  int toLower() {
    return lower.entries;
  }

  int toUpper() {
    return upper.entries;
  }

  int attached() {
    return lower.attached + upper.attached;
  }

  /** Decides for each entry of a chain which half it goes to; calls user code unless same-size. */
  void plan(int bucket) {
    old = bucket;
    int index = bucket & Chunk.MASK;
    int live = 0;
    int ups = 0;
    int length = 0;
    long[] words = table.tops[bucket >>> Chunk.SHIFT];
    long tops = words[index];
    long bits = table.keepsBits && tops != 0 ? words[table.keptAt + index] : 0;
    Object[] slots = table.slots[bucket >>> Chunk.SHIFT];
    int base = Chunk.base(index);
    OverflowBucket next = table.overflow(bucket);
    while (true) {
      if (length == uppers.length) {
        uppers = Arrays.copyOf(uppers, length * 2);
        kept = Arrays.copyOf(kept, length * 2);
      }
      if (growth.knowsHalf && length == 0) {
        kept[0] = bits;
        uppers[0] = growth.sameSize ? 0 : bits << (7 - growth.decidingBit) & Tophash.live(tops);
      } else if (growth.sameSize && !table.keepsBits) {
        uppers[length] = 0;
      } else {
        askKeys(length, tops, slots, base);
      }
      ups += Long.bitCount(uppers[length]);
      length++;
      live += Long.bitCount(Tophash.live(tops));
      if (next == null) {
        break;
      }
      tops = next.tops;
      slots = next.slots;
      base = 0;
      next = next.next;
    }
    lower.expected = live - ups;
    upper.expected = ups;
  }

  /** Moves the chain that was planned. */
  void move() {
    int chunk = old >>> Chunk.SHIFT;
    int index = old & Chunk.MASK;
    lower.allocate(old);
    if (!growth.sameSize) {
      upper.allocate(old + growth.oldBuckets());
    }
    holes = 0;
    int length = 1;
    long[] tops = table.tops[chunk];
    if (tops != Chunk.NO_TOPS) {
      OverflowBucket overflow = table.overflow(old);
      moveBucket(0, tops[index], table.slots[chunk], Chunk.base(index));
      for (OverflowBucket b = overflow; b != null; b = b.next) {
        moveBucket(length++, b.tops, b.slots, 0);
        table.forget(b);
      }
      lower.install(overflow != null);
      if (!growth.sameSize) {
        upper.install(false);
      }
    }
    chainLength = length;
  }

  private void askKeys(int position, long tops, Object[] slots, int base) {
    long upperBit = growth.sameSize ? 0 : growth.oldBuckets();
    long ups = 0;
    long bits = 0;
    for (long live = Tophash.live(tops); live != 0; live &= live - 1) {
      long hash = table.hash(slots[base + Tophash.valueOffset(live) - 1]);
      long in = hash & upperBit;
      ups |= live & -live & (in | -in) >> 63; // No branch: nobody could foretell it.
      bits |= (long) table.keptBits(hash) << (Tophash.slot(live) << 3);
    }
    uppers[position] = ups;
    kept[position] = bits;
  }

  /** The upper half first, as the lower one is squeezed together where the bucket is. */
  private void moveBucket(int position, long tops, Object[] slots, int base) {
    long ups = uppers[position];
    upper.take(tops, kept[position], slots, base, ups);
    lower.take(tops, kept[position], slots, base, Tophash.live(tops) ^ ups);
    holes += Long.bitCount(Tophash.holes(tops));
  }

  /**
   * A new chain that is being filled from slot 0. That of the lower half lies where the old chain
   * does, but never overtakes it: an entry's new slot is its old one or one before it, and by the
   * time the first overflow bucket is needed all of the head was read.
   */
  private final class Destination {
    private int bucket;
    private Object[] slots;
    private int base;
    private OverflowBucket first;
    private OverflowBucket last;
    private long headTops;
    private long headBits;

    /** Of what is in the overflow buckets. */
    private int filter;

    int expected;

    /** Filled slots of the bucket at hand: the head while {@link #last} is null. */
    private int filled;

    int entries;
    int attached;

    /** Allocates all that the expected entries need. */
    void allocate(int newBucket) {
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
        OverflowBucket fresh = table.newOverflowBucket(Math.min(left, Chunk.SLOTS_PER_BUCKET));
        if (first == null) {
          first = fresh;
        } else {
          last.next = fresh;
        }
        last = fresh;
        attached++;
      }
      last = null;
      slots = table.slots[newBucket >>> Chunk.SHIFT];
      base = Chunk.base(newBucket & Chunk.MASK);
    }

    /** Appends the slots of a bucket that have their bits set. */
    void take(long tops, long bits, Object[] from, int fromBase, long which) {
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
      }
    }
  }
}
