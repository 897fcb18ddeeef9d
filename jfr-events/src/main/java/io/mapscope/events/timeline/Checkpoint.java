package io.mapscope.events.timeline;

/**
 * The figures that the statistics of a map tell, and between which bounds they must lie.
 *
 * <p>Implementation note. The statistics are taken by a thread of Flight Recorder while the map may
 * be in the middle of a write. They name the last event before they were taken and the last one
 * after; so each figure was that of some moment between the first of these and the end of the write
 * that follows the second. The bounds are the lowest and the highest value that the events give for
 * that stretch: a single value when the map was idle.
 */
final class Checkpoint {

  final long nanos;
  final long sequence;
  final long[] measured;
  final long[] low;
  final long[] high;

  /** False when the statistics know only the totals, or the state was taken over from them. */
  final boolean comparesState;

  private final long takenBefore;

  Checkpoint(
      long nanos, long sequence, long takenBefore, long[] measured, long[] now, boolean state) {
    this.nanos = nanos;
    this.sequence = sequence;
    this.takenBefore = takenBefore;
    this.measured = measured;
    this.low = now.clone();
    this.high = now.clone();
    this.comparesState = state;
  }

  /** Widens the bounds by what the events tell next. */
  void widen(long[] now) {
    for (int i = 0; i < now.length; i++) {
      low[i] = Math.min(low[i], now[i]);
      high[i] = Math.max(high[i], now[i]);
    }
  }

  /** Whether a write that ends with this event was not under way when the figures were taken. */
  boolean endsWith(long write) {
    return write > takenBefore;
  }
}
