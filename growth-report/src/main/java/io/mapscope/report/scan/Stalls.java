package io.mapscope.report.scan;

import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Collects the operations that took longer than the threshold.
 *
 * <p>Implementation note. One slow put leaves up to two events, its own and that of the grow work
 * inside; both come from one thread, so the last one of each thread waits for the next, and two
 * that overlap are one stall. The longest 20,000 are kept, the others counted.
 */
final class Stalls {

  static final int MOST = 20_000;
  private static final int MOST_THREADS = 10_000;

  private final long threshold;
  private final Longest<Stall> longest = new Longest<>(MOST, Stall::nanos);
  private final Map<Long, Stall> pending =
      new LinkedHashMap<>() {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<Long, Stall> eldest) {
          boolean full = size() > MOST_THREADS;
          if (full) {
            keep(eldest.getValue());
          }
          return full;
        }
      };

  Stalls(long threshold) {
    this.threshold = threshold;
  }

  long threshold() {
    return threshold;
  }

  /**
   * Whether a stall so long will be listed. If not, only its map, time and cause are asked for: to
   * find a name costs more than all else.
   */
  boolean lists(long nanos) {
    return longest.takes(nanos);
  }

  void add(long thread, Stall stall) {
    if (stall.nanos() < threshold) {
      return;
    }
    Stall before = pending.remove(thread);
    if (before != null && overlap(before, stall)) {
      pending.put(thread, merged(before, stall));
      return;
    }
    if (before != null) {
      keep(before);
    }
    pending.put(thread, stall);
  }

  /** Ends the collection, and tells which were the collector's doing. */
  List<Stall> end(GcPauses pauses) {
    pending.values().forEach(this::keep);
    pending.clear();
    List<Stall> stalls = longest.inOrder(Comparator.comparingLong(Stall::startNanos));
    stalls.replaceAll(stall -> judged(stall, pauses));
    for (Stall stall : stalls) {
      sum(stall);
    }
    return stalls;
  }

  long dropped() {
    return longest.dropped();
  }

  private void keep(Stall stall) {
    MapFindings map = stall.map();
    map.stalls++;
    map.stallNanos += stall.nanos();
    map.longestStallNanos = Math.max(map.longestStallNanos, stall.nanos());
    longest.add(stall);
  }

  private static void sum(Stall stall) {
    switch (stall.cause()) {
      case GROWTH, FIRST_TABLE -> stall.map().byGrowth.add(stall.nanos());
      case GC -> stall.map().byGc.add(stall.nanos());
      case OTHER -> {}
    }
  }

  private static Stall judged(Stall stall, GcPauses pauses) {
    long paused = pauses.within(stall.startNanos(), stall.endNanos());
    return 2 * paused >= stall.nanos() ? stall.because(Cause.GC) : stall;
  }

  private static boolean overlap(Stall one, Stall other) {
    return one.map() == other.map()
        && one.startNanos() <= other.endNanos()
        && other.startNanos() <= one.endNanos();
  }

  private static Stall merged(Stall one, Stall other) {
    return one.nanos() >= other.nanos() ? containing(one, other) : containing(other, one);
  }

  private static Stall containing(Stall outer, Stall inner) {
    boolean byGrowth = inner.cause() == Cause.GROWTH && 2 * inner.nanos() >= outer.nanos();
    return byGrowth && outer.cause() == Cause.OTHER ? outer.workedFor(inner.growth()) : outer;
  }
}
