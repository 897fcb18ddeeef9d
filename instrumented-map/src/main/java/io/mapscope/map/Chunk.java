package io.mapscope.map;

import java.util.Arrays;

/**
 * Up to 256 neighbouring buckets of a table.
 *
 * <p>Implementation note. Go allocates all buckets of a table in one array, which for ten million
 * entries is a stall of its own. Here a table is a directory of chunks. A chunk is allocated when
 * the first entry comes to one of its buckets, and dropped when growth has drained it, so that no
 * write allocates more than four chunks and a directory: 4 x 18.5 KB + 32 KB at ten million
 * entries.
 *
 * <p>A bucket is one word of tophash bytes and a run of sixteen references, key and value in turn,
 * so that a hit finds the value beside its key. Overflow buckets hang on an array that exists only
 * when the chunk has one.
 *
 * <p>Two shared chunks spare the lookup its tests for null: {@link #EMPTY} stands where nothing was
 * inserted yet and ends every chain at once, {@link #DRAINED} where all chains were evacuated.
 * Neither is ever written.
 */
final class Chunk {

  static final int SLOTS_PER_BUCKET = 8;

  /** Log2 of the buckets of a full chunk. */
  static final int SHIFT = 8;

  static final int BUCKETS = 1 << SHIFT;

  /** From the index of a bucket in its table to its index in its chunk. */
  static final int MASK = BUCKETS - 1;

  /** From the index of a bucket to that of its first reference. */
  static final int SLOT_SHIFT = 4;

  static final Chunk EMPTY = new Chunk(new long[BUCKETS], null);
  static final Chunk DRAINED = drained();

  /** Tophash bytes, one word a bucket. */
  final long[] tops;

  /** Keys and values in turn, sixteen a bucket; null in a chunk that never had an entry. */
  final Object[] slots;

  /** First overflow bucket of each bucket; null until there is one. */
  private OverflowBucket[] overflow;

  /**
   * Chains not yet evacuated. A chunk is old once in its life, so this starts as the bucket count.
   */
  private int pending;

  private Chunk(long[] tops, Object[] slots) {
    this.tops = tops;
    this.slots = slots;
    this.pending = tops.length;
  }

  /** An empty chunk that can take entries. */
  static Chunk of(int buckets) {
    return new Chunk(new long[buckets], new Object[buckets << SLOT_SHIFT]);
  }

  /** An empty chunk that is old and only takes the marks of its evacuated chains. */
  static Chunk forMarks(int buckets) {
    return new Chunk(new long[buckets], null);
  }

  /** A directory of empty chunks for so many buckets. */
  static Chunk[] directory(int buckets) {
    Chunk[] directory = new Chunk[Math.max(1, buckets >>> SHIFT)];
    Arrays.fill(directory, EMPTY);
    return directory;
  }

  private static Chunk drained() {
    long[] tops = new long[BUCKETS];
    Arrays.fill(tops, Tophash.EVACUATED);
    return new Chunk(tops, null);
  }

  /** First overflow bucket behind a bucket, or null. */
  OverflowBucket overflow(int index) {
    OverflowBucket[] all = overflow;
    return all == null ? null : all[index];
  }

  /** Whether {@link #attach} will allocate the array of overflow buckets. */
  boolean hasOverflow() {
    return overflow != null;
  }

  /** Attaches a first overflow bucket to a bucket that has none. */
  void attach(int index, OverflowBucket first) {
    if (overflow == null) {
      overflow = new OverflowBucket[tops.length];
    }
    overflow[index] = first;
  }

  /** The bucket before an overflow bucket of a chain, null for the head. */
  OverflowBucket predecessor(int index, OverflowBucket bucket) {
    OverflowBucket before = null;
    for (OverflowBucket b = overflow(index); b != bucket; b = b.next) {
      before = b;
    }
    return before;
  }

  /** Bytes of the chunk itself, its overflow buckets not counted. */
  long bytes() {
    long own = slots == null ? Footprint.marks(tops.length) : Footprint.chunk(tops.length);
    return overflow == null ? own : own + Footprint.references(tops.length);
  }

  /** Forgets the entries of a chain and marks it. Returns whether the chunk is drained. */
  boolean markEvacuated(int index) {
    tops[index] = Tophash.EVACUATED;
    if (slots != null) {
      int from = index << SLOT_SHIFT;
      Arrays.fill(slots, from, from + 2 * SLOTS_PER_BUCKET, null);
    }
    if (overflow != null) {
      overflow[index] = null;
    }
    return --pending == 0;
  }
}
