package io.mapscope.report.scan;

/**
 * One operation that took longer than the threshold.
 *
 * @param map whose operation it was
 * @param startNanos since the epoch
 * @param nanos how long
 * @param operation such as {@code put}
 * @param thread name of the thread that paid
 * @param site line of the program, or null
 * @param traceId active trace in hexadecimal, or null
 * @param growth number of the growth that it worked for, 0 for none
 * @param cause what it was spent on
 */
public record Stall(
    MapFindings map,
    long startNanos,
    long nanos,
    String operation,
    String thread,
    String site,
    String traceId,
    long growth,
    Cause cause) {

  /** One that is counted and not listed. */
  static Stall counted(MapFindings map, long startNanos, long nanos, long growth, Cause cause) {
    return new Stall(map, startNanos, nanos, null, null, null, null, growth, cause);
  }

  long endNanos() {
    return startNanos + nanos;
  }

  Stall because(Cause other) {
    return new Stall(map, startNanos, nanos, operation, thread, site, traceId, growth, other);
  }

  Stall workedFor(long number) {
    return new Stall(
        map, startNanos, nanos, operation, thread, site, traceId, number, Cause.GROWTH);
  }
}
