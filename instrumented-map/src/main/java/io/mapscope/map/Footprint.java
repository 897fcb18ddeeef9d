package io.mapscope.map;

/**
 * Bytes that the parts of a table take on the heap, by the object layout of HotSpot: headers of 12
 * bytes (16 for arrays, 4 more each without compressed class pointers, which are on by default),
 * references of 4 or 8 bytes, all rounded up to 8.
 */
final class Footprint {

  private static final int ARRAY_HEADER = 16;
  private static final int REFERENCE = referenceBytes();

  /** One overflow bucket without its slots. */
  static final int OVERFLOW_BUCKET = align(12 + 8 + 3 * REFERENCE);

  private Footprint() {}

  /** A chunk of so many buckets, with so many words. */
  static int chunk(int buckets, int words) {
    return align(ARRAY_HEADER + words * Long.BYTES) + references(Chunk.references(buckets));
  }

  /** An array of so many references. */
  static int references(int length) {
    return align(ARRAY_HEADER + length * REFERENCE);
  }

  private static int align(int bytes) {
    return (bytes + 7) & ~7;
  }

  /**
   * Asks the VM, by the constant that it publishes; guesses from the heap's size when it has none.
   */
  private static int referenceBytes() {
    try {
      return Class.forName("sun.misc.Unsafe").getField("ARRAY_OBJECT_INDEX_SCALE").getInt(null);
    } catch (ReflectiveOperationException | LinkageError | RuntimeException unknown) {
      return Runtime.getRuntime().maxMemory() < 32L << 30 ? 4 : 8;
    }
  }
}
