package io.mapscope.map;

import java.util.Arrays;

/**
 * The move of one old chain to its two new ones.
 *
 * <p>Implementation note. In two passes: {@link #plan} decides for every entry which half it goes
 * to; {@link #move} allocates what both halves need, and moves. Where the bits that are kept of the
 * hashes do not tell, the keys are asked, which is user code; if it throws, or comes back and
 * changes the map, or memory runs out, nothing has moved and nothing is counted (but for parts of
 * the table that were empty before, and stay so). Holes are squeezed out: the entries of a chain
 * keep their order and fill the new chains from slot 0. A chain of one bucket needs neither a
 * {@link Destination} nor overflow buckets, and is moved by a loop that keeps all in registers: of
 * a growth to a million entries that took a tenth off each put.
 *
 * <p>Costs. To ask the keys is a cache miss for each, which was the largest part of a growth. So a
 * table that need not save bytes keeps the eight bits of each hash that decide the next doublings,
 * and asks the keys at every eighth doubling only, to learn the next eight. Entries in overflow
 * buckets, one in twenty, are asked each time.
 */
final class Evacuation {

  private final GrowingTable<?, ?> table;
  private final Growth growth;

  /** The new chains of one with overflow buckets; made for the first of these, if there is one. */
  private Destination lower;

  private Destination upper;

  /** For each bucket of the chain, the high bit of each slot that goes to the upper half. */
  private long[] uppers = new long[1];

  /** For each bucket of the chain, bytes of hashes for the new table; it keeps those of heads. */
  private long[] kept = new long[1];

  /** The old bucket. */
  int old;

  /** Buckets in the old chain. */
  int chainLength;

  /** Holes in the old chain. */
  int holes;

  /** Entries that stay in the lower half. */
  int toLower;

  /** Entries that go to the upper half. */
  int toUpper;

  /** Overflow buckets attached to both. */
  int attached;

  Evacuation(GrowingTable<?, ?> table, Growth growth) {
    this.table = table;
    this.growth = growth;
  }

  /** Decides for each entry of a chain which half it goes to; calls user code unless same-size. */
  void plan(int bucket) {
    old = bucket;
    int index = bucket & Chunk.MASK;
    long[] words = table.tops[bucket >>> Chunk.SHIFT];
    long tops = words[index];
    if (growth.knowsHalf) {
      long bits = tops == 0 ? 0 : words[table.keptAt + index];
      kept[0] = bits;
      uppers[0] = growth.sameSize ? 0 : bits << (7 - growth.decidingBit) & Tophash.live(tops);
    } else {
      askKeys(0, tops, table.slots[bucket >>> Chunk.SHIFT], Chunk.base(index));
    }
    int ups = Long.bitCount(uppers[0]);
    int live = Long.bitCount(Tophash.live(tops));
    int length = 1;
    for (OverflowBucket b = table.overflow(bucket); b != null; b = b.next) {
      askKeys(length, b.tops, b.slots, 0);
      ups += Long.bitCount(uppers[length]);
      live += Long.bitCount(Tophash.live(b.tops));
      length++;
    }
    chainLength = length;
    toLower = live - ups;
    toUpper = ups;
  }

  /** Moves the chain that was planned. */
  void move() {
    OverflowBucket overflow = table.overflow(old);
    if (overflow == null) {
      moveHead();
    } else {
      moveChain(overflow);
    }
  }

  /** A chain of one bucket, as most are: both halves are such again. */
  private void moveHead() {
    int index = old & Chunk.MASK;
    long tops = table.tops[old >>> Chunk.SHIFT][index];
    long ups = uppers[0];
    long stays = Tophash.live(tops) ^ ups;
    holes = Long.bitCount(Tophash.holes(tops));
    attached = 0;
    if (tops == 0) {
      return; // There may be no chunk.
    }
    Object[] from = table.slots[old >>> Chunk.SHIFT];
    int base = Chunk.base(index);
    if (ups != 0) {
      int bucket = old + growth.oldBuckets();
      table.ensureChunk(bucket);
      copyHead(tops, from, base, ups, bucket);
    }
    int end = copyHead(tops, from, base, stays, old);
    for (int used = base + (Tophash.used(tops) << 1); end < used; end++) {
      from[end] = null;
    }
  }

  /** Makes the slots that have their bits set a head of their own; returns where its slots end. */
  private int copyHead(long tops, Object[] from, int base, long which, int bucket) {
    int index = bucket & Chunk.MASK;
    long[] words = table.tops[bucket >>> Chunk.SHIFT];
    Object[] to = table.slots[bucket >>> Chunk.SHIFT];
    int end = Chunk.base(index);
    long bits = kept[0];
    long headTops = 0;
    long headBits = 0;
    int shift = 0;
    for (long left = which; left != 0; left &= left - 1) {
      int at = base + Tophash.valueOffset(left);
      int slot = Tophash.slot(left);
      headTops |= (long) Tophash.get(tops, slot) << shift;
      headBits |= (long) Tophash.get(bits, slot) << shift;
      to[end] = from[at - 1];
      to[end + 1] = from[at];
      end += 2;
      shift += Byte.SIZE;
    }
    words[index] = headTops;
    if (table.keepsBits) {
      words[table.keptAt + index] = headBits;
    }
    return end;
  }

  private void moveChain(OverflowBucket overflow) {
    int chunk = old >>> Chunk.SHIFT;
    int index = old & Chunk.MASK;
    if (upper == null) { // Made last: memory may run out after the other.
      lower = new Destination(table);
      upper = new Destination(table);
    }
    lower.allocate(old, toLower);
    if (!growth.sameSize) {
      upper.allocate(old + growth.oldBuckets(), toUpper);
    }
    holes = 0;
    moveBucket(0, table.tops[chunk][index], table.slots[chunk], Chunk.base(index));
    int length = 1;
    for (OverflowBucket b = overflow; b != null; b = b.next) {
      moveBucket(length++, b.tops, b.slots, 0);
      table.forget(b);
    }
    lower.install(true);
    if (!growth.sameSize) {
      upper.install(false);
    }
    attached = lower.attached + upper.attached;
  }

  private void askKeys(int position, long tops, Object[] slots, int base) {
    if (position == kept.length) { // Made last: memory may run out after the other.
      uppers = Arrays.copyOf(uppers, position * 4);
      kept = Arrays.copyOf(kept, position * 4);
    }
    if (growth.sameSize && !table.keepsBits) {
      uppers[position] = 0; // Nothing depends on the hash.
      return;
    }
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
}
