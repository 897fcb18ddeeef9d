package io.mapscope.cli.demo;

import java.time.Instant;

/**
 * What was measured while one map bore the load.
 *
 * @param contender which map
 * @param start when the load began
 * @param nanos how long it took
 * @param counts how many operations
 * @param latencies of all operations
 * @param bytesPerEntry what the map itself takes, keys and values not counted
 */
record RunMeasurement(
    Contender contender,
    Instant start,
    long nanos,
    Counts counts,
    LatencyWindows latencies,
    double bytesPerEntry) {

  /**
   * How many operations.
   *
   * @param operations all of them
   * @param puts of new sessions
   * @param gets lookups
   * @param hits lookups that found a session
   * @param removes of expired sessions
   * @param entries in the map at the end
   */
  record Counts(long operations, long puts, long gets, long hits, long removes, int entries) {}

  Instant end() {
    return start.plusNanos(nanos);
  }
}
