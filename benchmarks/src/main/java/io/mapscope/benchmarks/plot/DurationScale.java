package io.mapscope.benchmarks.plot;

/**
 * A logarithmic scale of durations.
 *
 * @param lowestNanos at its bottom
 * @param highestNanos at its top
 */
public record DurationScale(double lowestNanos, double highestNanos) {

  /**
   * Where a duration lies.
   *
   * @param nanos the duration; beyond the scale it lies at its end
   * @return 0 at the bottom to 1 at the top
   */
  public double share(double nanos) {
    double clamped = Math.min(Math.max(nanos, lowestNanos), highestNanos);
    return Math.log(clamped / lowestNanos) / Math.log(highestNanos / lowestNanos);
  }
}
