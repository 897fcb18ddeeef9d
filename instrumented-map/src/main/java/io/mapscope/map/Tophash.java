package io.mapscope.map;

/**
 * The state of a slot in one byte, and of the eight slots of a bucket in one word.
 *
 * <p>Implementation note. The values are Go's. Slot {@code i} of a bucket is byte {@code i} of its
 * word, counted from the low end, so that the lowest match in a word is the first slot in chain
 * order. Matching is the classic test for a zero byte after an exclusive or: it finds every equal
 * byte, and at times also the byte after an equal one that differs from it in the lowest bit only.
 * Such a byte is never an empty slot, as live bytes start at 5, so a false match costs one
 * comparison of keys and nothing else.
 *
 * <p>Within a chain the slots that are {@link #EMPTY_REST} form a suffix: a bucket whose last slot
 * is one ends its chain.
 */
final class Tophash {

  /** Empty, as is every later slot of the chain. */
  static final int EMPTY_REST = 0;

  /** Empty, but something may follow: a hole. */
  static final int EMPTY_ONE = 1;

  /** The least byte of a live slot; 2 to 4 are the marks of evacuated slots. */
  static final int MIN_LIVE = 5;

  private static final long LOW_BITS = 0x0101_0101_0101_0101L;
  private static final long HIGH_BITS = 0x8080_8080_8080_8080L;

  private Tophash() {}

  /** The byte of a hash: its top byte, moved out of the way of the marks. */
  static int of(long hash) {
    int top = (int) (hash >>> 56);
    return top < MIN_LIVE ? top + MIN_LIVE : top;
  }

  /** The byte in every slot, to match against. */
  static long broadcast(int tophash) {
    return tophash * LOW_BITS;
  }

  /** The high bit of each slot whose byte may equal the broadcast one. */
  static long match(long tops, long broadcast) {
    long difference = tops ^ broadcast;
    return (difference - LOW_BITS) & ~difference & HIGH_BITS;
  }

  /** The slot of the lowest bit of a match. */
  static int slot(long match) {
    return Long.numberOfTrailingZeros(match) >>> 3;
  }

  /**
   * Where the value of the slot of the lowest bit of a match lies in its bucket; the key is before
   * it.
   */
  static int valueOffset(long match) {
    return Long.numberOfTrailingZeros(match) >>> 2; // Bit 8 i + 7 to 2 i + 1.
  }

  /** The high bit of each live slot. */
  static long live(long tops) {
    // 0 and 1 are the only bytes that are not live.
    long halves = (tops >>> 1) & ~HIGH_BITS;
    return (halves + ~HIGH_BITS) & HIGH_BITS;
  }

  /** The high bit of each empty slot. */
  static long empty(long tops) {
    return live(tops) ^ HIGH_BITS;
  }

  /** The word with a byte in the slot of the lowest bit of {@link #empty}. */
  static long fill(long tops, long empty, int tophash) {
    long unit = (empty & -empty) >>> 7;
    return (tops & ~unit) + tophash * unit;
  }

  /** The word with another byte in the slot of the lowest bit of {@link #empty}. */
  static long set(long bytes, long empty, int value) {
    long unit = (empty & -empty) >>> 7;
    return (bytes & ~(unit * 0xFF)) | value * unit;
  }

  /** 1 if the slot of the lowest bit of {@link #empty} is a hole, else 0. */
  static int isHole(long tops, long empty) {
    return Long.bitCount(tops & ((empty & -empty) >>> 7));
  }

  /** The lowest bit of each hole. */
  static long holes(long tops) {
    return tops & ~(live(tops) >>> 7) & LOW_BITS;
  }

  /**
   * The word of a head without the live slot of the lowest bit of a match: a hole when something
   * follows, else an end mark as the holes before it become. Not for a head whose last slot is a
   * hole, nor for the last slot when overflow buckets follow.
   *
   * <p>First a hole in any case; then whatever lies behind the last live slot is cleared, which is
   * nothing when something follows, as that ends in a live slot. Without a branch, as none could
   * foretell it before the word has come from memory.
   */
  static long delete(long tops, long match) {
    long unit = (match & -match) >>> 7;
    long hole = (tops & ~((unit << 8) - unit)) | unit;
    long live = live(hole);
    long any = (live | -live) >> 63; // A shift by 64, when none is live, would shift by nothing.
    return hole & (-1L >>> Long.numberOfLeadingZeros(live)) & any;
  }

  /** How many more end marks the second word has. */
  static int freed(long before, long after) {
    return (Long.numberOfLeadingZeros(after) >>> 3) - (Long.numberOfLeadingZeros(before) >>> 3);
  }

  /** The lowest bit of the first end mark in a word without holes that has one. */
  static int end(long tops) {
    return Long.SIZE - (Long.numberOfLeadingZeros(tops) & -Byte.SIZE);
  }

  /** The live slots and all before them: what is not end mark when the last of it is live. */
  static int used(long tops) {
    return (Long.SIZE - Long.numberOfLeadingZeros(live(tops))) >>> 3;
  }

  /** The byte of a slot. */
  static int get(long tops, int slot) {
    return (int) (tops >>> (slot << 3)) & 0xFF;
  }

  /** The word with another byte in a slot. */
  static long with(long tops, int slot, int tophash) {
    int shift = slot << 3;
    return (tops & ~(0xFFL << shift)) | ((long) tophash << shift);
  }

  /** Whether the chain ends in this bucket. */
  static boolean endsChain(long tops) {
    return tops >>> 56 == EMPTY_REST;
  }
}
