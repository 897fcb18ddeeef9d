package io.mapscope.map;

import java.util.Arrays;

/**
 * The move of one old chain to its two new ones.
 *
 * <p>Implementation note. In two passes: {@link #plan} hashes every key and decides which half it
 * goes to; {@link #move} allocates what both halves need, and moves. Hashing is user code; if it
 * throws, or comes back and changes the map, or memory runs out, nothing has moved. A growth that
 * keeps the size needs no hashes. Holes are squeezed out: the entries of a chain keep their order
 * and fill the new chains from slot 0.
 *
 * <p>Costs: a cache miss for each key, as no hash is kept. Keeping eight more bits of it for each
 * slot would spare them, at 8 bytes a bucket.
 */
final class Evacuation {

  private final Table<?, ?> table;
  private final Growth growth;
  private final Destination lower = new Destination();
  private final Destination upper = new Destination();

  /** For each bucket of the chain, the high bit of each slot that goes to the upper half. */
  private long[] uppers = new long[4];

  /** The old bucket. */
  int old;

  /** Buckets in the old chain. */
  int chainLength;

  /** Holes in the old chain. */
  int holes;

  Evacuation(Table<?, ?> table, Growth growth) {
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
    long tops = table.tops[bucket >>> Chunk.SHIFT][index];
    Object[] slots = table.slots[bucket >>> Chunk.SHIFT];
    int base = Chunk.base(index);
    OverflowBucket next = table.overflow(bucket, tops);
    while (true) {
      if (length == uppers.length) {
        uppers = Arrays.copyOf(uppers, length * 2);
      }
      long bits = growth.sameSize ? 0 : upperBits(tops, slots, base);
      uppers[length++] = bits;
      ups += Long.bitCount(bits);
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
      OverflowBucket overflow = table.overflow(old, tops[index]);
      moveBucket(tops[index], table.slots[chunk], Chunk.base(index), uppers[0]);
      for (OverflowBucket b = overflow; b != null; b = b.next) {
        moveBucket(b.tops, b.slots, 0, uppers[length++]);
        table.forget(b);
      }
      lower.install(overflow != null);
      if (!growth.sameSize) {
        upper.install(false);
      }
    }
    chainLength = length;
  }

  private long upperBits(long tops, Object[] slots, int base) {
    int shift = Integer.numberOfTrailingZeros(growth.oldBuckets());
    long bits = 0;
    for (long live = Tophash.live(tops); live != 0; live &= live - 1) {
      long hash = table.hash(slots[base + Tophash.valueOffset(live) - 1]);
      bits |= live & -live & -(hash >>> shift & 1); // No branch: nobody could foretell it.
    }
    return bits;
  }

  /** The upper half first, as the lower one is squeezed together where the bucket is. */
  private void moveBucket(long tops, Object[] slots, int base, long uppers) {
    upper.take(tops, slots, base, uppers);
    lower.take(tops, slots, base, Tophash.live(tops) ^ uppers);
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
    void take(long tops, Object[] from, int fromBase, long which) {
      for (long left = which; left != 0; left &= left - 1) {
        if (filled == Chunk.SLOTS_PER_BUCKET) {
          last = last == null ? first : last.next;
          table.countOverflow();
          filled = 0;
        }
        int at = fromBase + Tophash.valueOffset(left);
        int tophash = Tophash.get(tops, Tophash.slot(left));
        if (last == null) {
          int to = base + (filled << 1);
          headTops |= (long) tophash << (filled << 3);
          slots[to] = from[at - 1];
          slots[to + 1] = from[at];
        } else {
          last.set(filled, tophash, from[at - 1], from[at]);
        }
        filled++;
        entries++;
      }
    }

    /** Puts the chain in place, maybe of one that had overflow buckets. */
    void install(boolean hadOverflow) {
      int chunk = bucket >>> Chunk.SHIFT;
      if (table.tops[chunk] != Chunk.NO_TOPS) {
        table.tops[chunk][bucket & Chunk.MASK] = headTops;
        int inHead = Math.min(entries, Chunk.SLOTS_PER_BUCKET);
        Arrays.fill(slots, base + (inHead << 1), base + Chunk.REFERENCES_PER_BUCKET, null);
        if (hadOverflow || first != null) {
          table.setOverflow(bucket, first);
        }
      }
    }
  }
}
