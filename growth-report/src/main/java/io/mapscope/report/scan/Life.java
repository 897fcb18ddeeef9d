package io.mapscope.report.scan;

/**
 * The growths of one thread at one line that are taken for those of one map.
 *
 * <p>Implementation note. A map of the JDK has no identity in a recording. What separates one from
 * the next is the making of its first table, which HashMap does by the same method as its growths:
 * the bytecode that called it tells them apart. Where it does not (compute, merge, other classes),
 * another life begins with a growth that is too short for the entries that the life so far would
 * have to move. Two maps that are filled in turns at one line are taken for one; then the times
 * contradict the count.
 */
final class Life {

  private static final long SHORT_NANOS = 20_000;
  private static final int DROP = 8;
  private static final double LEAST_NANOS_PER_ENTRY = 0.5;

  private final boolean counted;
  private final boolean certain;
  private boolean trusted;
  private int growths;
  private long longest;
  private Capacity capacity = Capacity.UNKNOWN;

  private Life(FirstTable first, long nanos) {
    // A long growth at the start of a life is not the first: those before are not in the recording.
    counted = first == FirstTable.YES || nanos < SHORT_NANOS;
    certain = first == FirstTable.YES;
    growths = first == FirstTable.NO ? 1 : 0; // Its first table was made unseen.
  }

  /** The life that the growth belongs to: the one so far, or a new one. */
  static Life of(Life soFar, JdkTable table, FirstTable first, long nanos) {
    boolean another =
        soFar == null
            || first == FirstTable.YES
            || (first == FirstTable.MAYBE && soFar.isTooLargeFor(table, nanos));
    return another ? new Life(first, nanos) : soFar;
  }

  private boolean isTooLargeFor(JdkTable table, long nanos) {
    if (table == null) {
      return longest >= SHORT_NANOS && nanos < longest / DROP;
    }
    long slots = table.slotsAfter(growths + 1);
    return slots == 0 || nanos < table.moved(slots) * LEAST_NANOS_PER_ENTRY;
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

  /** Whether it was seen to begin. */
  boolean certain() {
    return certain;
  }

  /** Whether times have confirmed the count. */
  boolean trusted() {
    return trusted;
  }

  void trust() {
    trusted = true;
  }

  /** Whether all that it did was to make its first table. */
  boolean isAtFirstTable() {
    return certain && growths == 1;
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
