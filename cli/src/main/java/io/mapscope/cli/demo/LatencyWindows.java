package io.mapscope.cli.demo;

import java.util.ArrayList;
import java.util.List;
import org.HdrHistogram.Histogram;

/**
 * The latencies of a run: as a whole, and window by window for the chart over time.
 *
 * <p>Implementation note. An operation is recorded once, into the histogram of its window; when the
 * window closes, that is added to the histogram of the run and emptied. Closing takes about 50
 * microseconds between two operations, so it costs throughput a thousandth and no operation
 * anything. An operation belongs to the window in which it ended. Windows in which none ended, for
 * one took them all, carry the length of that one as their maximum: nobody was served then.
 */
final class LatencyWindows {

  /**
   * One window.
   *
   * @param operations how many ended in it
   * @param p50 median in nanoseconds, 0 when none ended
   * @param p99 99th percentile in nanoseconds, 0 when none ended
   * @param max the longest that ended in it, or that lasted all of it
   */
  record Window(long operations, long p50, long p99, long max) {}

  /**
   * The longest operation.
   *
   * @param operation what it was
   * @param atNanos when it began, from the start of the run
   * @param nanos how long it took
   */
  record Longest(Operation operation, long atNanos, long nanos) {}

  /** One hour at three digits: wider than any operation, and finer than the machine's noise. */
  private static final long HIGHEST_NANOS = 3_600_000_000_000L;

  private static final int DIGITS = 3;

  private final long startNanos;
  private final long windowNanos;
  private final Histogram all = new Histogram(HIGHEST_NANOS, DIGITS);
  private final Histogram window = new Histogram(HIGHEST_NANOS, DIGITS);
  private final List<Window> windows = new ArrayList<>();
  private long windowEnd;
  private long windowMax;
  private long longestNanos = -1;
  private long longestStart;
  private Operation longestOperation = Operation.GET;

  /**
   * Starts the run.
   *
   * @param startNanos now, by {@link System#nanoTime}
   * @param windowNanos length of a window
   */
  LatencyWindows(long startNanos, long windowNanos) {
    this.startNanos = startNanos;
    this.windowNanos = windowNanos;
    this.windowEnd = startNanos + windowNanos;
  }

  void record(Operation operation, long start, long end) {
    long nanos = end - start;
    if (end - windowEnd >= 0) {
      closeUntil(end, nanos);
    }
    window.recordValue(Math.min(nanos, HIGHEST_NANOS));
    windowMax = Math.max(windowMax, nanos);
    if (nanos > longestNanos) {
      longestNanos = nanos;
      longestStart = start;
      longestOperation = operation;
    }
  }

  /** Ends the run: closes the last window, however short. */
  void finish() {
    if (window.getTotalCount() > 0) {
      close();
    }
  }

  List<Window> windows() {
    return windows;
  }

  Histogram all() {
    return all;
  }

  long windowNanos() {
    return windowNanos;
  }

  Longest longest() {
    return new Longest(longestOperation, longestStart - startNanos, Math.max(0, longestNanos));
  }

  private void closeUntil(long end, long nanos) {
    close();
    while (end - windowEnd >= 0) {
      windows.add(new Window(0, 0, 0, nanos));
      windowEnd += windowNanos;
    }
  }

  private void close() {
    windows.add(
        new Window(
            window.getTotalCount(),
            window.getValueAtPercentile(50),
            window.getValueAtPercentile(99),
            windowMax));
    all.add(window);
    window.reset();
    windowMax = 0;
    windowEnd += windowNanos;
  }
}
