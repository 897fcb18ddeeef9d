package io.mapscope.events.timeline;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Compares the statistics of a map with what its events give.
 *
 * <p>Implementation note. Of a total the statistics tell the whole since the map was created, the
 * events only what was recorded; the difference, what was before the recording, must be the same at
 * each checkpoint. It is known as a range that each checkpoint narrows (to a single value, when the
 * map was idle at one of them) and that must not become empty.
 */
final class Agreement {

  private final List<Disagreement> disagreements = new ArrayList<>();
  private final List<Checkpoint> open = new ArrayList<>();
  private final long[] leastBefore = new long[Figure.COUNT];
  private final long[] mostBefore = new long[Figure.COUNT];

  Agreement() {
    forgetTotals();
  }

  /** A map that was created now: its totals are zero. */
  void begin() {
    Arrays.fill(leastBefore, 0);
    Arrays.fill(mostBefore, 0);
  }

  /** Events are missing: whatever was open or known cannot be compared. */
  void forget() {
    open.clear();
    forgetTotals();
  }

  private void forgetTotals() {
    Arrays.fill(leastBefore, Long.MIN_VALUE);
    Arrays.fill(mostBefore, Long.MAX_VALUE);
  }

  void add(Checkpoint checkpoint) {
    open.add(checkpoint);
  }

  void widen(long[] now) {
    for (Checkpoint checkpoint : open) {
      checkpoint.widen(now);
    }
  }

  void writeEnded(long sequence) {
    if (!open.isEmpty()) {
      open.removeIf(checkpoint -> checkpoint.endsWith(sequence) && compare(checkpoint));
    }
  }

  /**
   * Statistics that no event came between tell so many writes. A write that was under way at an
   * earlier checkpoint has ended, with an event or without, once two more are counted than then.
   */
  void writesCounted(long writes) {
    open.removeIf(c -> Figure.writes(c.measured) <= writes - 2 && compare(c));
  }

  /** No event follows. */
  void end() {
    open.removeIf(this::compare);
  }

  List<Disagreement> disagreements() {
    return List.copyOf(disagreements);
  }

  boolean contradicted() {
    return !disagreements.isEmpty();
  }

  /** Returns true: it is done with. */
  private boolean compare(Checkpoint checkpoint) {
    if (checkpoint.comparesState) {
      for (int i = 0; i < Figure.STATE; i++) {
        compareState(checkpoint, i);
      }
    }
    for (int i = Figure.STATE; i < Figure.COUNT; i++) {
      compareTotal(checkpoint, i);
    }
    return true;
  }

  private void compareState(Checkpoint checkpoint, int figure) {
    long measured = checkpoint.measured[figure];
    if (measured < checkpoint.low[figure]) {
      disagree(checkpoint, figure, checkpoint.low[figure]);
    } else if (measured > checkpoint.high[figure]) {
      disagree(checkpoint, figure, checkpoint.high[figure]);
    }
  }

  private void compareTotal(Checkpoint checkpoint, int figure) {
    long least = checkpoint.measured[figure] - checkpoint.high[figure];
    long most = checkpoint.measured[figure] - checkpoint.low[figure];
    if (least > mostBefore[figure]) {
      disagree(checkpoint, figure, mostBefore[figure] + checkpoint.high[figure]);
      leastBefore[figure] = least;
      mostBefore[figure] = most;
    } else if (most < leastBefore[figure]) {
      disagree(checkpoint, figure, leastBefore[figure] + checkpoint.low[figure]);
      leastBefore[figure] = least;
      mostBefore[figure] = most;
    } else {
      leastBefore[figure] = Math.max(leastBefore[figure], least);
      mostBefore[figure] = Math.min(mostBefore[figure], most);
    }
  }

  private void disagree(Checkpoint checkpoint, int figure, long rebuilt) {
    disagreements.add(
        new Disagreement(
            StateColumns.instant(checkpoint.nanos),
            checkpoint.sequence,
            Figure.field(figure),
            checkpoint.measured[figure],
            rebuilt));
  }
}
