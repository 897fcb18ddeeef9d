package io.mapscope.map;

/**
 * How up to 512 neighbouring buckets of a table lie in memory.
 *
 * <p>Implementation note. Go allocates all buckets of a table in one array, which for ten million
 * entries is a stall of its own. Here a table has two directories side by side: one of words of
 * tophash bytes, a word a bucket, and one of slots, sixteen references a bucket, key and value in
 * turn, so that a hit finds the value beside its key. A chunk is one array of each.
 *
 * <p>The first element of the slots is an array with the overflow buckets of the chunk, which
 * exists only when there are some. It lies beside the length, which every access reads; as the last
 * element it cost a cache miss of its own for each chain that was evacuated, and a third directory
 * would make each growth begin with 16 KB more at ten million entries. The second element is not
 * used: so key and value share eight aligned bytes.
 *
 * <p>Two arrays shared by all tables stand where nothing was inserted yet and spare the lookup its
 * tests for null: {@link #NO_TOPS} ends every chain at once. They are never written.
 *
 * <p>Tried and dropped: a chunk as an object with both arrays in it, which puts one more load in
 * front of every lookup. Chunks of 1024 buckets would have one write allocate more than 128 KiB;
 * chunks of 256 have twice as many array headers to read for bounds checks.
 */
final class Chunk {

  static final int SLOTS_PER_BUCKET = 8;

  /** Log2 of the buckets of a full chunk. */
  static final int SHIFT = 9;

  static final int BUCKETS = 1 << SHIFT;

  /** From the index of a bucket in its table to its index in its chunk. */
  static final int MASK = BUCKETS - 1;

  /** From the index of a bucket to that of its first reference. */
  private static final int SLOT_SHIFT = 4;

  static final int REFERENCES_PER_BUCKET = 1 << SLOT_SHIFT;

  private static final int OVERFLOW = 0;
  private static final int FIRST_BUCKET = 2;

  static final long[] NO_TOPS = new long[2 * BUCKETS + OverflowFilter.words(BUCKETS)];
  static final Object[] NO_SLOTS = slots(BUCKETS);

  private Chunk() {}

  /** How many references the slots of so many buckets take. */
  static int references(int buckets) {
    return FIRST_BUCKET + (buckets << SLOT_SHIFT);
  }

  /** Where the slots of a bucket begin in those of its chunk. */
  static int base(int index) {
    return FIRST_BUCKET + (index << SLOT_SHIFT);
  }

  /** Slots of so many buckets, and room for their overflow buckets. */
  static Object[] slots(int buckets) {
    return new Object[references(buckets)];
  }

  /** How many chunks so many buckets take. */
  static int count(int buckets) {
    return Math.max(1, buckets >>> SHIFT);
  }

  /** The first overflow bucket of each bucket, or null when the chunk has none. */
  static OverflowBucket[] overflow(Object[] slots) {
    return (OverflowBucket[]) slots[OVERFLOW];
  }

  /** First overflow bucket behind a bucket, or null. */
  static OverflowBucket overflow(Object[] slots, int index) {
    OverflowBucket[] all = overflow(slots);
    return all == null ? null : all[index];
  }

  static void setOverflow(Object[] slots, OverflowBucket[] overflow) {
    slots[OVERFLOW] = overflow;
  }

  /** The bucket before an overflow bucket of a chain, null for the head. */
  static OverflowBucket predecessor(Object[] slots, int index, OverflowBucket bucket) {
    OverflowBucket before = null;
    for (OverflowBucket b = overflow(slots, index); b != bucket; b = b.next) {
      before = b;
    }
    return before;
  }
}
