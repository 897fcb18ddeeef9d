package io.mapscope.benchmarks.report;

import io.mapscope.benchmarks.run.Samples;
import java.util.List;
import java.util.Locale;

/**
 * A figure of several forks.
 *
 * @param value the median of the forks
 * @param error half of what lies between the forks; of a single fork what it says of itself, which
 *     is nothing (not a number) of a single round
 */
record Ratio(double value, double error) {

  static Ratio ofForks(List<Double> values, List<Double> errors) {
    double[] sample = values.stream().mapToDouble(Double::doubleValue).toArray();
    double error =
        sample.length > 1
            ? (Samples.quantile(sample, 1) - Samples.quantile(sample, 0)) / 2
            : errors.get(0);
    return new Ratio(Samples.median(sample), error);
  }

  @Override
  public String toString() {
    String found = String.format(Locale.ROOT, "%.2f", value);
    return Double.isNaN(error) ? found : found + String.format(Locale.ROOT, " ± %.2f", error);
  }
}
