package io.mapscope.events.timeline;

import java.util.ArrayList;
import java.util.List;

/** The growths of one map, in order; the one under way is the last. */
final class Growths {

  private final List<GrowthInterval> all = new ArrayList<>();

  void started(long number, long nanos, long bucketsBefore, long bucketsAfter, boolean seen) {
    endUnseen(nanos);
    all.add(
        new GrowthInterval(
            number,
            StateColumns.instant(nanos),
            null,
            bucketsBefore,
            bucketsAfter,
            seen,
            false,
            false));
  }

  void ended(
      long number,
      long nanos,
      long elapsedNanos,
      long bucketsBefore,
      long bucketsAfter,
      boolean abandoned) {
    GrowthInterval open = open();
    boolean startSeen = open != null && open.number() == number && open.startSeen();
    if (!startSeen) {
      if (open != null && open.number() == number) {
        all.remove(all.size() - 1);
      }
      started(number, nanos - elapsedNanos, bucketsBefore, bucketsAfter, true);
    }
    end(nanos, true, abandoned);
  }

  /** The statistics tell of this growth: under way, unless it has no old buckets. */
  void seen(long number, long nanos, long oldBuckets, long buckets) {
    GrowthInterval open = open();
    boolean growing = oldBuckets != 0;
    if (open != null && (!growing || open.number() != number)) {
      endUnseen(nanos);
      open = null;
    }
    if (growing && open == null) {
      started(number, nanos, oldBuckets, buckets, false);
    }
  }

  List<GrowthInterval> told() {
    return List.copyOf(all);
  }

  private GrowthInterval open() {
    GrowthInterval last = all.isEmpty() ? null : all.get(all.size() - 1);
    return last == null || last.end() != null ? null : last;
  }

  private void endUnseen(long nanos) {
    if (open() != null) {
      end(nanos, false, false);
    }
  }

  private void end(long nanos, boolean seen, boolean abandoned) {
    int last = all.size() - 1;
    all.set(last, all.get(last).ended(StateColumns.instant(nanos), seen, abandoned));
  }
}
