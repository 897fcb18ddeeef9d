package io.mapscope.map;

/**
 * An order of all hashes that stays as it is however often a table doubles.
 *
 * <p>Implementation note. When a table doubles, bucket {@code b} becomes {@code b} and {@code b} +
 * the old number: the next bit of the hash decides. So buckets whose low bits are equal must be
 * neighbours in an order that is to survive. Here the buckets of the table as it was when the order
 * was fixed come as they are numbered; and within each of them the hashes come by their further
 * bits, the lowest first. A chain of a table of any later size is then one stretch of ranks, and
 * the two that it is evacuated to are the two halves of the stretch.
 *
 * <p>The idea of counting with the bits reversed is that of SCAN in Redis (Pieter Noordhuis). It
 * reverses all bits, as its tables shrink too; those here never do, and to take the buckets there
 * are in turn keeps to the chunk at hand.
 *
 * <p>A draw makes orders differ. Its high bits are the bucket that comes first, from which they are
 * counted round; its other bits say of each further bit of a hash whether 1 comes before 0, so that
 * small tables of few buckets have many orders, too. Both leave stretches what they are.
 *
 * @param log2 of the buckets that the table had when the order was fixed
 * @param draw any number; with 0 the buckets come as they are numbered
 */
record FixedOrder(int log2, long draw) {

  /** From the first bucket on. */
  FixedOrder(int log2) {
    this(log2, 0);
  }

  /** Where a hash comes; to be compared unsigned. No two hashes have the same rank. */
  long rank(long hash) {
    long bucket = log2 == 0 ? 0 : hash << (Long.SIZE - log2);
    return (bucket | (Long.reverse(hash >>> log2) >>> log2 ^ swapped())) - start();
  }

  /** The hash of a rank. */
  long hash(long rank) {
    long counted = rank + start();
    long bucket = log2 == 0 ? 0 : counted >>> (Long.SIZE - log2);
    return bucket | Long.reverse((counted ^ swapped()) << log2) << log2;
  }

  /** The bits of the draw that choose a bucket; no rank within a bucket has them. */
  private long start() {
    return first(draw, log2);
  }

  private long swapped() {
    return draw & -1L >>> log2;
  }

  /** The least rank in the same bucket, the buckets being 2^log2Buckets. */
  static long first(long rank, int log2Buckets) {
    return rank & ~(-1L >>> log2Buckets);
  }

  /** The greatest rank in the same bucket. */
  static long last(long rank, int log2Buckets) {
    return rank | -1L >>> log2Buckets;
  }
}
