package io.mapscope.otel.pipeline;

import io.opentelemetry.sdk.metrics.data.Data;
import io.opentelemetry.sdk.metrics.data.DelegatingMetricData;
import io.opentelemetry.sdk.metrics.data.DoubleExemplarData;
import io.opentelemetry.sdk.metrics.data.HistogramData;
import io.opentelemetry.sdk.metrics.data.HistogramPointData;
import io.opentelemetry.sdk.metrics.data.MetricData;
import io.opentelemetry.sdk.metrics.data.MetricDataType;
import java.util.Collection;

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
              histogram.getPoints().stream().map(ExemplarTimes::stamped).toList());
    }

    @Override
    public Data<?> getData() {
      return data;
    }
  }

  private static HistogramPointData stamped(HistogramPointData point) {
    return HistogramPoint.of(point)
        .withExemplars(
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
}
