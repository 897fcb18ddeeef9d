package io.mapscope.benchmarks.run;

import java.util.Arrays;

/** Order statistics of small samples. */
public final class Samples {

  /** Half the width, in standard deviations, of an interval that holds 95 of 100. */
  private static final double Z = 1.96;

  private Samples() {}

  /**
   * The value below which a share of the samples lies.
   *
   * @param samples not empty, in any order
   * @param share from 0 to 1
   * @return a sample, or a value between the two nearest
   */
  public static double quantile(double[] samples, double share) {
    if (samples.length == 0) {
      throw new IllegalArgumentException("no samples, no quantile");
    }
    double[] sorted = samples.clone();
    Arrays.sort(sorted);
    double rank = share * (sorted.length - 1);
    int below = (int) rank;
    int above = Math.min(below + 1, sorted.length - 1);
    return sorted[below] + (rank - below) * (sorted[above] - sorted[below]);
  }

  /**
   * The middle value.
   *
   * @param samples not empty
   * @return the median
   */
  public static double median(double... samples) {
    return quantile(samples, 0.5);
  }

  /**
   * How far the median may be off: half the 95 % interval that the ranks around the middle give,
   * whatever the distribution.
   *
   * @param samples not empty
   * @return half the width of the interval; not a number where there is one sample only
   */
  public static double medianError(double[] samples) {
    if (samples.length == 1) {
      return Double.NaN;
    }
    double width = Math.min(0.5, Z / 2 / Math.sqrt(samples.length));
    return (quantile(samples, 0.5 + width) - quantile(samples, 0.5 - width)) / 2;
  }
}
