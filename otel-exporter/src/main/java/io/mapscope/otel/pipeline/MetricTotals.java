package io.mapscope.otel.pipeline;

import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.sdk.metrics.data.AggregationTemporality;
import io.opentelemetry.sdk.metrics.data.HistogramPointData;
import io.opentelemetry.sdk.metrics.data.LongPointData;
import io.opentelemetry.sdk.metrics.data.MetricData;
import io.opentelemetry.sdk.metrics.data.MetricDataType;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.function.BiFunction;

/**
 * The totals of all counters and histograms at a moment, so that a later run can go on from them.
 * Gauges and sums that fall are not here: they are a state, which is told anew.
 *
 * @param bySeries the totals, unmodifiable
 */
public record MetricTotals(Map<Series, MetricTotal> bySeries) {

  /** No totals. */
  public static final MetricTotals NONE = new MetricTotals(Map.of());

  /**
   * A metric and its attributes.
   *
   * @param metric name of the metric
   * @param attributes attributes of the point
   */
  public record Series(String metric, Attributes attributes) {}

  /** Copies the map. */
  public MetricTotals {
    bySeries = Map.copyOf(bySeries);
  }

  static MetricTotals of(Collection<MetricData> metrics) {
    Map<Series, MetricTotal> totals = new HashMap<>();
    for (MetricData metric : metrics) {
      if (isCounter(metric)) {
        for (LongPointData point : metric.getLongSumData().getPoints()) {
          totals.put(new Series(metric.getName(), point.getAttributes()), MetricTotal.of(point));
        }
      } else if (isHistogram(metric)) {
        for (HistogramPointData point : metric.getHistogramData().getPoints()) {
          totals.put(new Series(metric.getName(), point.getAttributes()), MetricTotal.of(point));
        }
      }
    }
    return new MetricTotals(totals);
  }

  static boolean isCounter(MetricData metric) {
    return metric.getType() == MetricDataType.LONG_SUM
        && metric.getLongSumData().isMonotonic()
        && metric.getLongSumData().getAggregationTemporality() == AggregationTemporality.CUMULATIVE;
  }

  static boolean isHistogram(MetricData metric) {
    return metric.getType() == MetricDataType.HISTOGRAM
        && metric.getHistogramData().getAggregationTemporality()
            == AggregationTemporality.CUMULATIVE;
  }

  MetricTotals plus(MetricTotals more) {
    return combine(more, MetricTotal::plus);
  }

  /** What these have beyond a part of them; series that only the part has are left out. */
  MetricTotals minus(MetricTotals part) {
    Map<Series, MetricTotal> rest = new HashMap<>(bySeries);
    rest.replaceAll(
        (series, total) -> {
          MetricTotal other = part.bySeries.get(series);
          return other == null ? total : total.minus(other);
        });
    return new MetricTotals(rest);
  }

  private MetricTotals combine(
      MetricTotals other, BiFunction<MetricTotal, MetricTotal, MetricTotal> operation) {
    Map<Series, MetricTotal> combined = new HashMap<>(bySeries);
    other.bySeries.forEach((series, total) -> combined.merge(series, total, operation));
    return new MetricTotals(combined);
  }
}
