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
    Map<Series, MetricTotal> sum = new HashMap<>(bySeries);
    more.bySeries.forEach((series, total) -> sum.merge(series, total, MetricTotal::plus));
    sum.entrySet()
        .removeIf(
            entry -> {
              MetricTotal before = bySeries.get(entry.getKey());
              return before != null && before.isOwed() && entry.getValue().value() <= 0;
            });
    return new MetricTotals(sum);
  }

  /**
   * What these have beyond a part of them. A counter that only the part has is owed: less than zero
   * here, and absent from the {@linkplain #plus sum} until that has made up for it. A replay counts
   * such a one, as what lies before the replay is not known in it.
   */
  MetricTotals minus(MetricTotals part) {
    Map<Series, MetricTotal> rest = new HashMap<>(bySeries);
    part.bySeries.forEach(
        (series, total) -> {
          MetricTotal whole = rest.get(series);
          if (whole != null) {
            rest.put(series, whole.minus(total));
          } else if (total.value() > 0) {
            rest.put(series, total.minus(total).minus(total));
          }
        });
    return new MetricTotals(rest);
  }
}
