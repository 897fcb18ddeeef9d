package io.mapscope.map;

/**
 * From a 32-bit hash code to 64 bits of which the low ones choose a bucket and the top byte
 * filters.
 *
 * <p>Implementation note. One multiplication by 2^64 divided by the golden ratio (Knuth's
 * multiplicative hashing) leaves its best bits at the top; exchanging the halves of the product and
 * combining them gives the bucket, at the bottom, good bits too, in two instructions. Sequences of
 * hash codes (consecutive ones, multiples of powers of two, those of doubles) fill the buckets at
 * least as evenly as random ones do (HashingTest; without combining the halves, consecutive ones
 * fail it). The seed is mixed in before the product, so that an attacker cannot foresee the bucket,
 * though keys whose hash codes are equal stay together under any seed.
 */
final class Hashing {

  private static final long GOLDEN_RATIO = 0x9E37_79B9_7F4A_7C15L;

  private Hashing() {}

  static long spread(int hashCode, long seed) {
    long product = (hashCode ^ seed) * GOLDEN_RATIO;
    return product ^ Long.rotateLeft(product, 32);
  }

  /**
   * The lowest of the eight bits of a hash that a table of 2^log2 buckets keeps: bit log2 decides
   * at the next doubling. Chosen so that the doublings which must ask the keys anew, 2^6, 2^14 and
   * 2^22 buckets, are those of tables that are small or larger than most.
   */
  static int keptFrom(int log2) {
    return log2 < 7 ? 0 : 7 + (log2 - 7 & ~7);
  }

  /** The next of a sequence of seeds: Steele, Lea and Flood's SplitMix64. */
  static long nextSeed(long seed) {
    long z = seed + GOLDEN_RATIO;
    z = (z ^ (z >>> 30)) * 0xBF58_476D_1CE4_E5B9L;
    z = (z ^ (z >>> 27)) * 0x94D0_49BB_1331_11EBL;
    return z ^ (z >>> 31);
  }
}
