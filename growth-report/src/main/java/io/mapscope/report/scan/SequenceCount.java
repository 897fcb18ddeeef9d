package io.mapscope.report.scan;

/**
 * How many numbers of a sequence without gaps are missing between the lowest and the highest seen.
 *
 * <p>Each number is taken once, in any order.
 */
final class SequenceCount {

  private long lowest = Long.MAX_VALUE;
  private long highest = Long.MIN_VALUE;
  private long seen;

  void arrived(long number) {
    lowest = Math.min(lowest, number);
    highest = Math.max(highest, number);
    seen++;
  }

  /** Another event says that numbers up to this one exist. */
  void reached(long number) {
    if (seen > 0) {
      highest = Math.max(highest, number);
    }
  }

  long missing() {
    return seen == 0 ? 0 : Math.max(0, highest - lowest + 1 - seen);
  }
}
