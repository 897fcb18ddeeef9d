package io.mapscope.report.scan;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;
import java.util.function.Consumer;

/**
 * Puts calls together by which several threads grow one ConcurrentHashMap.
 *
 * <p>Implementation note. Who helps may be done, and told, before the one who began, so calls wait,
 * 20,000 of them at most, and are taken by their starts. One that begins while another is going on
 * helps with it, unless it has allocated a table itself: two maps that really grow at the same time
 * are one only where neither array was recorded. It helps with a growth at its own line sooner than
 * with one at another.
 */
final class SharedGrowths {

  private static final int MOST_HELD = 20_000;

  /** A growth that is going on: its calls so far, and when the last of them ends. */
  private static final class Open {
    final List<TracedGrowth> calls = new ArrayList<>();
    long end = Long.MIN_VALUE;

    void add(TracedGrowth call) {
      calls.add(call);
      end = Math.max(end, call.end());
    }
  }

  private final PriorityQueue<TracedGrowth> held =
      new PriorityQueue<>(Comparator.comparingLong(TracedGrowth::start));
  private final List<Open> open = new ArrayList<>();
  private final Consumer<List<TracedGrowth>> growths;

  /** Each growth is told as its calls, that of the thread which began it first. */
  SharedGrowths(Consumer<List<TracedGrowth>> growths) {
    this.growths = growths;
  }

  void add(TracedGrowth call) {
    held.add(call);
    if (held.size() > MOST_HELD) {
      take(held.remove());
    }
  }

  void end() {
    while (!held.isEmpty()) {
      take(held.remove());
    }
    endBefore(Long.MAX_VALUE);
  }

  private void take(TracedGrowth call) {
    endBefore(call.start());
    Open growth = call.array().exact() ? null : helpedBy(call);
    if (growth == null) {
      growth = new Open();
      open.add(growth);
    }
    growth.add(call);
  }

  private Open helpedBy(TracedGrowth call) {
    Open found = null;
    for (Open growth : open) {
      if (found == null || growth.calls.get(0).map() == call.map()) {
        found = growth;
      }
    }
    return found;
  }

  private void endBefore(long nanos) {
    open.removeIf(
        growth -> {
          boolean over = growth.end <= nanos;
          if (over) {
            growths.accept(growth.calls);
          }
          return over;
        });
  }

  static long end(List<TracedGrowth> growth) {
    return growth.stream().mapToLong(TracedGrowth::end).max().orElseThrow();
  }
}
