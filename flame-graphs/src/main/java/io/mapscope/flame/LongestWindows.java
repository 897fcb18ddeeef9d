package io.mapscope.flame;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * The longest windows of growth, as many as fit.
 *
 * <p>Implementation note. A recording of every step has one each microsecond: a gigabyte thirty
 * million. Twice as many as shall stay are collected; then the shorter half goes, and with it what
 * comes later and is not longer than the longest that went. So each costs a comparison, and a part
 * of a sort.
 */
final class LongestWindows {

  /** Of some 60 bytes each. */
  static final int MOST = 500_000;

  private final int most;
  private List<GrowthWindow> kept = new ArrayList<>();
  private long floorNanos = Long.MIN_VALUE;
  private long dropped;

  LongestWindows(int most) {
    this.most = most;
  }

  /** Whether one so long would be kept now; if not, it is counted. */
  boolean takes(long nanos) {
    boolean takes = nanos > floorNanos;
    dropped += takes ? 0 : 1;
    return takes;
  }

  /** Adds one that is taken. */
  void add(GrowthWindow window) {
    kept.add(window);
    if (kept.size() >= 2 * most) {
      halve();
    }
  }

  private void halve() {
    kept.sort(Comparator.comparingLong(LongestWindows::nanos).reversed());
    floorNanos = Math.max(0, nanos(kept.get(most)));
    dropped += kept.size() - most;
    kept = new ArrayList<>(kept.subList(0, most)); // The others shall not stay reachable.
  }

  private static long nanos(GrowthWindow window) {
    return window.endNanos() - window.startNanos();
  }

  /** By start; of those that begin together the longest first. Ends the collecting. */
  List<GrowthWindow> inOrder() {
    kept.sort(
        Comparator.comparingLong(GrowthWindow::startNanos)
            .thenComparing(Comparator.comparingLong(GrowthWindow::endNanos).reversed()));
    return kept;
  }

  /** How many were too short to be kept. */
  long dropped() {
    return dropped;
  }
}
