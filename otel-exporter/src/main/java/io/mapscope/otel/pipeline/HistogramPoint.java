package io.mapscope.otel.pipeline;

import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.sdk.metrics.data.DoubleExemplarData;
import io.opentelemetry.sdk.metrics.data.HistogramPointData;
import java.util.List;

/** A histogram's point with its exemplars, which the SDK's own factory leaves out. */
record HistogramPoint(
    long start,
    long epoch,
    Attributes attributes,
    double sum,
    double min,
    double max,
    List<Double> boundaries,
    List<Long> counts,
    List<DoubleExemplarData> exemplars)
    implements HistogramPointData {

  /** A copy: the SDK may use its points again. */
  static HistogramPoint of(HistogramPointData point) {
    return new HistogramPoint(
        point.getStartEpochNanos(),
        point.getEpochNanos(),
        point.getAttributes(),
        point.getSum(),
        point.hasMin() ? point.getMin() : Double.NaN,
        point.hasMax() ? point.getMax() : Double.NaN,
        List.copyOf(point.getBoundaries()),
        List.copyOf(point.getCounts()),
        List.copyOf(point.getExemplars()));
  }

  HistogramPoint withExemplars(List<DoubleExemplarData> other) {
    return new HistogramPoint(
        start, epoch, attributes, sum, min, max, boundaries, counts, List.copyOf(other));
  }

  HistogramPoint at(long otherStart, long otherEpoch) {
    return new HistogramPoint(
        otherStart, otherEpoch, attributes, sum, min, max, boundaries, counts, exemplars);
  }

  @Override
  public long getStartEpochNanos() {
    return start;
  }

  @Override
  public long getEpochNanos() {
    return epoch;
  }

  @Override
  public Attributes getAttributes() {
    return attributes;
  }

  @Override
  public double getSum() {
    return sum;
  }

  @Override
  public long getCount() {
    return counts.stream().mapToLong(Long::longValue).sum();
  }

  @Override
  public boolean hasMin() {
    return !Double.isNaN(min);
  }

  @Override
  public double getMin() {
    return min;
  }

  @Override
  public boolean hasMax() {
    return !Double.isNaN(max);
  }

  @Override
  public double getMax() {
    return max;
  }

  @Override
  public List<Double> getBoundaries() {
    return boundaries;
  }

  @Override
  public List<Long> getCounts() {
    return counts;
  }

  @Override
  public List<DoubleExemplarData> getExemplars() {
    return exemplars;
  }
}
