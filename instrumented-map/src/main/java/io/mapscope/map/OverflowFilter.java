package io.mapscope.map;

/**
 * What may be in the overflow buckets of a chain: a byte a bucket, for the chunks' arrays of words.
 *
 * <p>Implementation note. Shortly before a table doubles a third of the heads are full and a fifth
 * of the chains go on in overflow buckets. To find out there that a key is absent took three cache
 * misses, one after the other, and to find out that there are no overflow buckets still one. The
 * filter has one of eight bits set for each entry in them, chosen by its tophash; so it is rebuilt
 * without asking a key when a chain is evacuated, the only time that bits are cleared. A bit of
 * entries that were deleted stays, and costs a search.
 *
 * <p>Invariants: the bit of each entry in an overflow bucket is set; no bit is set where there is
 * no overflow bucket.
 *
 * <p>Costs a fifth of a byte for each entry of a full table. A million buckets have a megabyte of
 * filters, which the caches keep, so a lookup can ask one beside the miss for the tophashes.
 */
final class OverflowFilter {

  private static final int BYTE = 0xFF;

  private OverflowFilter() {}

  /** How many words the filters of so many buckets take. */
  static int words(int buckets) {
    return (buckets + Long.BYTES - 1) >>> 3;
  }

  /** The bit of a tophash. */
  static int bit(int tophash) {
    return 1 << (tophash & 7);
  }

  /** Whether an entry with the tophash may be in the overflow buckets of the bucket. */
  static boolean mayHold(long[] words, int from, int index, int tophash) {
    return ((words[from + (index >>> 3)] >>> ((index << 3) | (tophash & 7))) & 1) != 0;
  }

  /** Whether the bucket has no overflow buckets. */
  static boolean isEmpty(long[] words, int from, int index) {
    return ((words[from + (index >>> 3)] >>> (index << 3)) & BYTE) == 0;
  }

  /** Notes that an entry with the tophash is in the overflow buckets of the bucket. */
  static void add(long[] words, int from, int index, int tophash) {
    words[from + (index >>> 3)] |= 1L << ((index << 3) | (tophash & 7));
  }

  /** Sets the filter of a bucket. */
  static void set(long[] words, int from, int index, int filter) {
    int at = from + (index >>> 3);
    words[at] = (words[at] & ~((long) BYTE << (index << 3))) | ((long) filter << (index << 3));
  }
}
