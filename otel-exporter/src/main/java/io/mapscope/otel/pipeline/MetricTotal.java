package io.mapscope.otel.pipeline;

import io.opentelemetry.sdk.metrics.data.HistogramPointData;
import io.opentelemetry.sdk.metrics.data.LongPointData;
import java.util.ArrayList;
import java.util.List;

/**
 * A total since some moment: of a counter, or of a histogram, whose boundaries are never empty.
 *
 * @param start the moment, in nanoseconds since the epoch
 * @param value a counter's value, 0 for a histogram
 * @param sum a histogram's sum
 * @param min its least value, NaN when unknown
 * @param max its greatest value, NaN when unknown
 * @param boundaries upper bounds of its buckets
 * @param counts its buckets
 */
public record MetricTotal(
    long start,
    long value,
    double sum,
    double min,
    double max,
    List<Double> boundaries,
    List<Long> counts) {

  static MetricTotal of(LongPointData point) {
    return new MetricTotal(
        point.getStartEpochNanos(),
        point.getValue(),
        0,
        Double.NaN,
        Double.NaN,
        List.of(),
        List.of());
  }

  static MetricTotal of(HistogramPointData data) {
    HistogramPoint point = HistogramPoint.of(data);
    return new MetricTotal(
        point.start(),
        0,
        point.sum(),
        point.min(),
        point.max(),
        point.boundaries(),
        point.counts());
  }

  /** Both together, since this one's start; extremes are those of both. */
  MetricTotal plus(MetricTotal more) {
    return combine(more, 1, least(min, more.min), greatest(max, more.max));
  }

  /** Whether it is a counter that is to count so much before it is told. */
  boolean isOwed() {
    return value < 0;
  }

  /** What this one has beyond a part of it; extremes are those of this one. */
  MetricTotal minus(MetricTotal part) {
    return combine(part, -1, min, max);
  }

  private MetricTotal combine(MetricTotal other, int sign, double newMin, double newMax) {
    if (!boundaries.equals(other.boundaries)) {
      // Another release with other buckets: its past cannot be told apart any more.
      return sign > 0 ? other : this;
    }
    List<Long> combined = new ArrayList<>(counts.size());
    for (int i = 0; i < counts.size(); i++) {
      combined.add(counts.get(i) + sign * other.counts.get(i));
    }
    return new MetricTotal(
        start,
        value + sign * other.value,
        sum + sign * other.sum,
        newMin,
        newMax,
        boundaries,
        List.copyOf(combined));
  }

  // Math.min and max give NaN when either is NaN.
  private static double least(double a, double b) {
    return Double.isNaN(a) ? b : Double.isNaN(b) ? a : Math.min(a, b);
  }

  private static double greatest(double a, double b) {
    return Double.isNaN(a) ? b : Double.isNaN(b) ? a : Math.max(a, b);
  }
}
