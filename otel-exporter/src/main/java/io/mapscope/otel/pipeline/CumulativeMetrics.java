package io.mapscope.otel.pipeline;

import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.sdk.common.CompletableResultCode;
import io.opentelemetry.sdk.metrics.InstrumentType;
import io.opentelemetry.sdk.metrics.data.AggregationTemporality;
import io.opentelemetry.sdk.metrics.data.Data;
import io.opentelemetry.sdk.metrics.data.DelegatingMetricData;
import io.opentelemetry.sdk.metrics.data.HistogramData;
import io.opentelemetry.sdk.metrics.data.HistogramPointData;
import io.opentelemetry.sdk.metrics.data.LongPointData;
import io.opentelemetry.sdk.metrics.data.MetricData;
import io.opentelemetry.sdk.metrics.data.PointData;
import io.opentelemetry.sdk.metrics.data.SumData;
import io.opentelemetry.sdk.metrics.export.CollectionRegistration;
import io.opentelemetry.sdk.metrics.export.MetricReader;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;

/**
 * Continues the totals of an earlier run.
 *
 * <p>Implementation note. The SDK counts from zero, and its histograms cannot be told where to
 * begin. So what is exported is <i>earlier + now - replayed</i>: the totals that were saved, what
 * the SDK has counted since, less what it had counted when the replay of the overlap was over. That
 * is exact whatever the overlap was, as long as the replay ends where the totals were saved. Points
 * keep the start of the earlier run, so that a store sees no reset. Deltas need no correction but
 * that the replay's is dropped.
 *
 * <p>Thread-safe.
 */
public final class CumulativeMetrics {

  private final Reader reader = new Reader();
  private volatile boolean muted;
  private volatile MetricTotals earlier = MetricTotals.NONE;

  /** Totals from zero. */
  public CumulativeMetrics() {}

  /** Exports nothing until {@link #resume}: what is counted now was counted before. */
  public void mute() {
    muted = true;
  }

  /**
   * Goes on from totals; what was counted while muted is part of them.
   *
   * @param saved the totals, not null
   */
  public void resume(MetricTotals saved) {
    earlier = saved.equals(MetricTotals.NONE) ? saved : saved.minus(counted());
    muted = false;
  }

  /**
   * The totals, earlier runs included.
   *
   * @return a snapshot
   */
  public MetricTotals totals() {
    return earlier.plus(counted());
  }

  boolean isMuted() {
    return muted;
  }

  MetricReader reader() {
    return reader;
  }

  /** For an SDK whose points need other times. */
  MetricReader reader(UnaryOperator<Collection<MetricData>> times) {
    reader.times = times;
    return reader;
  }

  Collection<MetricData> continued(Collection<MetricData> metrics) {
    MetricTotals before = earlier;
    return before.bySeries().isEmpty()
        ? metrics
        : metrics.stream().map(metric -> continued(metric, before)).toList();
  }

  private MetricTotals counted() {
    return MetricTotals.of(reader.times.apply(reader.source.collectAllMetrics()));
  }

  private static MetricData continued(MetricData metric, MetricTotals before) {
    if (MetricTotals.isCounter(metric)) {
      return new Continued(metric, counter(metric, before));
    }
    return MetricTotals.isHistogram(metric)
        ? new Continued(metric, histogram(metric, before))
        : metric;
  }

  private static Data<?> counter(MetricData metric, MetricTotals before) {
    Map<Attributes, MetricTotal> rest = of(metric, before);
    List<LongPointData> points = new ArrayList<>();
    for (LongPointData point : metric.getLongSumData().getPoints()) {
      MetricTotal past = rest.remove(point.getAttributes());
      MetricTotal now = MetricTotal.of(point);
      MetricTotal total = past == null ? now : past.plus(now);
      if (past == null || !past.isOwed() || total.value() > 0) {
        points.add(counterPoint(total, point));
      }
    }
    rest.values().removeIf(MetricTotal::isOwed);
    for (PointData any : first(metric)) {
      rest.forEach(
          (attributes, total) ->
              points.add(
                  LongPointData.create(
                      total.start(), any.getEpochNanos(), attributes, total.value())));
    }
    return SumData.createLongSumData(true, AggregationTemporality.CUMULATIVE, points);
  }

  private static LongPointData counterPoint(MetricTotal total, LongPointData now) {
    return LongPointData.create(
        total.start(), now.getEpochNanos(), now.getAttributes(), total.value());
  }

  private static Data<?> histogram(MetricData metric, MetricTotals before) {
    Map<Attributes, MetricTotal> rest = of(metric, before);
    List<HistogramPointData> points = new ArrayList<>();
    for (HistogramPointData point : metric.getHistogramData().getPoints()) {
      MetricTotal past = rest.remove(point.getAttributes());
      points.add(
          past == null
              ? point
              : histogramPoint(
                      past.plus(MetricTotal.of(point)),
                      point.getEpochNanos(),
                      point.getAttributes())
                  .withExemplars(point.getExemplars()));
    }
    for (PointData any : first(metric)) {
      rest.forEach(
          (attributes, total) ->
              points.add(histogramPoint(total, any.getEpochNanos(), attributes)));
    }
    return HistogramData.create(AggregationTemporality.CUMULATIVE, points);
  }

  private static HistogramPoint histogramPoint(
      MetricTotal total, long epoch, Attributes attributes) {
    return new HistogramPoint(
        total.start(),
        epoch,
        attributes,
        total.sum(),
        total.min(),
        total.max(),
        total.boundaries(),
        total.counts(),
        List.of());
  }

  /** Series of maps that are gone have no point of today, but the time of the others. */
  private static List<? extends PointData> first(MetricData metric) {
    return metric.getData().getPoints().stream().limit(1).toList();
  }

  private static Map<Attributes, MetricTotal> of(MetricData metric, MetricTotals before) {
    Map<Attributes, MetricTotal> totals = new HashMap<>();
    before
        .bySeries()
        .forEach(
            (series, total) -> {
              if (series.metric().equals(metric.getName())) {
                totals.put(series.attributes(), total);
              }
            });
    return totals;
  }

  private static final class Continued extends DelegatingMetricData {

    private final Data<?> data;

    Continued(MetricData metric, Data<?> data) {
      super(metric);
      this.data = data;
    }

    @Override
    public Data<?> getData() {
      return data;
    }
  }

  private static final class Reader implements MetricReader {

    private volatile CollectionRegistration source = CollectionRegistration.noop();
    private volatile UnaryOperator<Collection<MetricData>> times = UnaryOperator.identity();

    @Override
    public void register(CollectionRegistration registration) {
      source = registration;
    }

    @Override
    public AggregationTemporality getAggregationTemporality(InstrumentType type) {
      return AggregationTemporality.CUMULATIVE;
    }

    @Override
    public CompletableResultCode forceFlush() {
      return CompletableResultCode.ofSuccess();
    }

    @Override
    public CompletableResultCode shutdown() {
      return CompletableResultCode.ofSuccess();
    }
  }
}
