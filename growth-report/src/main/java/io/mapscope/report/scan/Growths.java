package io.mapscope.report.scan;

import java.util.Comparator;
import java.util.List;

/** Collects growths: the longest 20,000, and how many others there were. */
final class Growths {

  static final int MOST = 20_000;

  private final Longest<Growth> longest = new Longest<>(MOST, Growth::stallNanos);

  /** Whether one that stopped its thread so long will be listed. */
  boolean lists(long stallNanos) {
    return longest.takes(stallNanos);
  }

  /** Counts one that will not. */
  void passed() {
    longest.passed();
  }

  void add(Growth growth) {
    longest.add(growth);
  }

  long dropped() {
    return longest.dropped();
  }

  List<Growth> end(GcPauses pauses) {
    List<Growth> all = longest.inOrder(Comparator.comparingLong(Growth::startNanos));
    all.replaceAll(growth -> honest(growth, pauses));
    return all;
  }

  /** A time that is mostly the collector's says nothing of the table. */
  private static Growth honest(Growth growth, GcPauses pauses) {
    return growth.certainty() == Certainty.ESTIMATED
            && 2 * pauses.within(growth.startNanos(), growth.endNanos()) >= growth.nanos()
        ? growth.ofUnknownSize()
        : growth;
  }
}
