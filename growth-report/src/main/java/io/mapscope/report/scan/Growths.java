package io.mapscope.report.scan;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Collects growths: the longest 20,000, and how many others there were.
 *
 * <p>Implementation note. Several threads grow a ConcurrentHashMap together, each with a call of
 * its own. Calls on maps of that class that overlap in time are taken for one growth of the map
 * that the first of them names, and each thread for one that paid; two maps that really grew at the
 * same time are one then.
 */
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
    List<Growth> all = new ArrayList<>();
    Map<String, Integer> openByClass = new HashMap<>();
    for (Growth growth : longest.inOrder(Comparator.comparingLong(Growth::startNanos))) {
      if (growth.map().table != JdkTable.CONCURRENT_HASH_MAP) {
        all.add(honest(growth, pauses));
        continue;
      }
      Integer open = openByClass.get(growth.map().implementation);
      if (open != null && growth.startNanos() < all.get(open).endNanos()) {
        growth.map().growths--; // It helped.
        all.set(open, together(all.get(open), growth));
      } else {
        openByClass.put(growth.map().implementation, all.size());
        all.add(growth);
      }
    }
    return all;
  }

  /** A time that is mostly the collector's says nothing of the table. */
  private static Growth honest(Growth growth, GcPauses pauses) {
    return growth.certainty() == Certainty.ESTIMATED
            && 2 * pauses.within(growth.startNanos(), growth.endNanos()) >= growth.nanos()
        ? growth.ofUnknownSize()
        : growth;
  }

  private static Growth together(Growth first, Growth helper) {
    long end = Math.max(first.endNanos(), helper.endNanos());
    return new Growth(
        first.map(),
        first.number(),
        first.startNanos(),
        end - first.startNanos(),
        Math.max(first.stallNanos(), helper.stallNanos()),
        first.workNanos() + helper.workNanos(),
        first.slotsBefore(),
        first.slotsAfter(),
        first.entries(),
        first.certainty(),
        first.thread(),
        first.threadId(),
        first.victims() + helper.victims(),
        first.kind());
  }
}
