package io.mapscope.map.guarded;

/**
 * Hash codes of which the top bits say which part of a map a key belongs to.
 *
 * <p>Implementation note. The finaliser of Appleby's MurmurHash3. {@link
 * io.mapscope.map.InstrumentedMap} multiplies by another number and takes its buckets from the
 * combined halves of the product, after mixing in a seed of its own, and {@link java.util.HashMap}
 * takes the lower bits of the hash code itself; so the keys of one part spread over its buckets as
 * any others do (StripedMapTest).
 */
final class MixedHash {

  private MixedHash() {}

  static int of(int hashCode) {
    int h = (hashCode ^ (hashCode >>> 16)) * 0x85EB_CA6B;
    h = (h ^ (h >>> 13)) * 0xC2B2_AE35;
    return h ^ (h >>> 16);
  }
}
