package io.mapscope.otel.pipeline;

import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.sdk.metrics.data.Data;
import io.opentelemetry.sdk.metrics.data.DelegatingMetricData;
import io.opentelemetry.sdk.metrics.data.DoubleExemplarData;
import io.opentelemetry.sdk.metrics.data.HistogramData;
import io.opentelemetry.sdk.metrics.data.HistogramPointData;
import io.opentelemetry.sdk.metrics.data.MetricData;
import io.opentelemetry.sdk.metrics.data.MetricDataType;
import java.util.Collection;
import java.util.List;

/**
 * Gives the exemplars of histograms the time of their points.
 *
 * <p>Implementation note. The SDK stamps exemplars by the system's clock, whatever clock the meter
 * provider was given, so those of a recording would be from today, and a store refuses exemplars
 * that are newer than their series. An exemplar is kept until the next collection only, so its
 * point's time is at most one step after its own.
 */
final class ExemplarTimes {

  private ExemplarTimes() {}

  static Collection<MetricData> ofTheirPoints(Collection<MetricData> metrics) {
    return metrics.stream().map(ExemplarTimes::ofItsPoints).toList();
  }

  private static MetricData ofItsPoints(MetricData metric) {
    return metric.getType() == MetricDataType.HISTOGRAM ? new Corrected(metric) : metric;
  }

  private static final class Corrected extends DelegatingMetricData {

    private final HistogramData data;

    Corrected(MetricData metric) {
      super(metric);
      HistogramData histogram = metric.getHistogramData();
      this.data =
          HistogramData.create(
              histogram.getAggregationTemporality(),
              histogram.getPoints().stream().<HistogramPointData>map(Point::of).toList());
    }

    @Override
    public Data<?> getData() {
      return data;
    }
  }

  private record Point(HistogramPointData delegate, List<DoubleExemplarData> exemplars)
      implements HistogramPointData {

    static Point of(HistogramPointData point) {
      return new Point(
          point,
          point.getExemplars().stream()
              .map(
                  exemplar ->
                      DoubleExemplarData.create(
                          exemplar.getFilteredAttributes(),
                          point.getEpochNanos(),
                          exemplar.getSpanContext(),
                          exemplar.getValue()))
              .toList());
    }

    @Override
    public List<DoubleExemplarData> getExemplars() {
      return exemplars;
    }

    @Override
    public double getSum() {
      return delegate.getSum();
    }

    @Override
    public long getCount() {
      return delegate.getCount();
    }

    @Override
    public boolean hasMin() {
      return delegate.hasMin();
    }

    @Override
    public double getMin() {
      return delegate.getMin();
    }

    @Override
    public boolean hasMax() {
      return delegate.hasMax();
    }

    @Override
    public double getMax() {
      return delegate.getMax();
    }

    @Override
    public List<Double> getBoundaries() {
      return delegate.getBoundaries();
    }

    @Override
    public List<Long> getCounts() {
      return delegate.getCounts();
    }

    @Override
    public long getStartEpochNanos() {
      return delegate.getStartEpochNanos();
    }

    @Override
    public long getEpochNanos() {
      return delegate.getEpochNanos();
    }

    @Override
    public Attributes getAttributes() {
      return delegate.getAttributes();
    }
  }
}
