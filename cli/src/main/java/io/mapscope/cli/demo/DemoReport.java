package io.mapscope.cli.demo;

import java.util.List;

/**
 * All figures of a demo, as {@code demo.json} has them and the page draws them. Times are seconds
 * from the start of the map's own run unless a name says otherwise.
 *
 * @param mapscope version of the command
 * @param started when, ISO 8601
 * @param command how to repeat it
 * @param machine where
 * @param seed of sessions and operations
 * @param maps the two maps, in the order in which they ran
 * @param telemetry what was exported, and what was lost on the way; one line each
 */
record DemoReport(
    String mapscope,
    String started,
    String command,
    Machine machine,
    long seed,
    List<MapFigures> maps,
    List<String> telemetry) {

  /** One map. */
  record MapFigures(
      String name,
      String label,
      String implementation,
      double seconds,
      double operationsPerSecond,
      Operations operations,
      int entriesAtEnd,
      long growths,
      double bytesPerEntry,
      Latency latencyNanos,
      LongestStall longestStall,
      List<GrowthFigures> growthList,
      List<PauseFigures> gcPauses,
      List<PercentilePoint> percentiles,
      Windows windows) {}

  /** Exact counts of operations. */
  record Operations(long total, long put, long get, long getHit, long remove) {}

  /** Percentiles of all operations. */
  record Latency(long p50, long p99, long p9999, long max) {}

  /**
   * The longest operation and what it was spent on.
   *
   * @param cause growth, gc, or other: nothing that the recording knows of, so the machine
   * @param growth number of the growth that it did work for, 0 for none
   */
  record LongestStall(long nanos, double atSeconds, String operation, String cause, long growth) {}

  /** One growth. */
  record GrowthFigures(
      long number,
      double startSeconds,
      double endSeconds,
      long bucketsBefore,
      long bucketsAfter,
      long entries,
      long steps,
      long longestStepNanos,
      long workNanos,
      String reason) {}

  /** One pause of the garbage collector. */
  record PauseFigures(double startSeconds, long nanos) {}

  /** A point of the curve of percentiles, 0 to 100. */
  record PercentilePoint(double percentile, long nanos) {}

  /** Latencies over time, one number per window in each list. */
  record Windows(
      double seconds, List<Long> operations, List<Long> p50, List<Long> p99, List<Long> max) {}
}
