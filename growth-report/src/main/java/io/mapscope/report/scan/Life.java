package io.mapscope.report.scan;

/**
 * The growths of one thread at one line that are taken for those of one map.
 *
 * <p>Implementation note. A map of the JDK has no identity in a recording. What separates one from
 * the next is the making of its first table, which HashMap does by the same method as its growths:
 * the bytecode that called it tells them apart. Where it does not (compute, merge, other classes),
 * a growth that took an eighth of the longest before it, which no doubling does, begins another
 * life. Two maps that are filled in turns at one line are taken for one; then the times contradict
 * the count.
 */
final class Life {

  private static final long SHORT_NANOS = 20_000;
  private static final int DROP = 8;

  private final boolean counted;
  private int growths;
  private long longest;
  private Capacity capacity = Capacity.UNKNOWN;

  private Life(boolean counted) {
    this.counted = counted;
  }

  /** The life that the growth belongs to: the one so far, or a new one. */
  static Life of(Life soFar, FirstTable first, long nanos) {
    boolean another =
        soFar == null
            || first == FirstTable.YES
            || (first == FirstTable.MAYBE
                && soFar.longest >= SHORT_NANOS
                && nanos < soFar.longest / DROP);
    // A long growth at the start of a life is not the first: those before are not in the recording.
    return another ? new Life(first == FirstTable.YES || nanos < SHORT_NANOS) : soFar;
  }

  /** Takes one growth; returns its number. */
  int grew(long nanos) {
    longest = Math.max(longest, nanos);
    return ++growths;
  }

  /** Whether the growths since the first table are all there. */
  boolean counted() {
    return counted;
  }

  int growths() {
    return growths;
  }

  Capacity capacity() {
    return capacity;
  }

  void reached(Capacity reached) {
    capacity = reached;
  }
}
