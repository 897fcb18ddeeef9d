package io.mapscope.report.scan;

import java.util.Comparator;
import java.util.List;
import jdk.jfr.consumer.RecordedEvent;

/**
 * The pauses of the garbage collector, and how much of a stretch of time they took.
 *
 * <p>Implementation note. {@code jdk.GCPhasePause} tells each stop; {@code jdk.GarbageCollection}
 * tells the sum of those of a collection and is taken only where the former was not recorded. A
 * pause is 16 bytes; a million of them are kept, more than a thousand a second for a quarter of an
 * hour.
 */
public final class GcPauses {

  /**
   * One pause.
   *
   * @param startNanos since the epoch
   * @param nanos how long
   */
  public record Pause(long startNanos, long nanos) {}

  private static final int MOST = 1_000_000;

  private final Longest<Pause> phases = new Longest<>(MOST, Pause::nanos);
  private final Longest<Pause> collections = new Longest<>(MOST, Pause::nanos);
  private List<Pause> sorted = List.of();

  void phase(RecordedEvent event) {
    add(Times.start(event), event.getDuration().toNanos());
  }

  void add(long startNanos, long nanos) {
    phases.add(new Pause(startNanos, nanos));
  }

  void collection(RecordedEvent event) {
    collections.add(new Pause(Times.start(event), event.getDuration("sumOfPauses").toNanos()));
  }

  void end() {
    List<Pause> some = phases.inOrder(Comparator.comparingLong(Pause::startNanos));
    sorted =
        some.isEmpty() ? collections.inOrder(Comparator.comparingLong(Pause::startNanos)) : some;
  }

  /**
   * All pauses that are kept.
   *
   * @return by start
   */
  public List<Pause> all() {
    return sorted;
  }

  /** How long the collector paused the program between two times. */
  long within(long start, long end) {
    long sum = 0;
    for (int i = firstEndingAfter(start); i < sorted.size(); i++) {
      Pause pause = sorted.get(i);
      if (pause.startNanos >= end) {
        break;
      }
      sum +=
          Math.max(
              0, Math.min(end, pause.startNanos + pause.nanos) - Math.max(start, pause.startNanos));
    }
    return sum;
  }

  /** Pauses follow one another, so their ends are in the order of their starts. */
  private int firstEndingAfter(long time) {
    int low = 0;
    int high = sorted.size();
    while (low < high) {
      int middle = (low + high) >>> 1;
      if (sorted.get(middle).startNanos + sorted.get(middle).nanos <= time) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    return low;
  }
}
