package io.mapscope.otel.pipeline;

import io.opentelemetry.sdk.common.Clock;
import io.opentelemetry.sdk.metrics.data.AggregationTemporality;
import io.opentelemetry.sdk.metrics.data.Data;
import io.opentelemetry.sdk.metrics.data.DelegatingMetricData;
import io.opentelemetry.sdk.metrics.data.DoublePointData;
import io.opentelemetry.sdk.metrics.data.ExponentialHistogramData;
import io.opentelemetry.sdk.metrics.data.ExponentialHistogramPointData;
import io.opentelemetry.sdk.metrics.data.GaugeData;
import io.opentelemetry.sdk.metrics.data.HistogramData;
import io.opentelemetry.sdk.metrics.data.HistogramPointData;
import io.opentelemetry.sdk.metrics.data.LongPointData;
import io.opentelemetry.sdk.metrics.data.MetricData;
import io.opentelemetry.sdk.metrics.data.PointData;
import io.opentelemetry.sdk.metrics.data.SumData;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;

/**
 * Gives the points of metrics the time of events in place of that of the machine.
 *
 * <p>Implementation note. The SDK that a file describes cannot be given a clock. But while a
 * recording is mapped the mapping waits for each collection, so its moment is one moment of event
 * time: what the clock of events says when the points come. What began between two collections
 * began, in event time, with the first of them; a series keeps the start it was once given, or a
 * store would see it begin anew. Deltas begin at a collection, one of the last few.
 */
final class EventTimes {

  private static final int REMEMBERED = 64;

  private final Clock events;
  private final TreeMap<Long, Long> collections = new TreeMap<>();
  private final Map<Long, Long> starts = new HashMap<>();

  /** To be made before the first instrument. */
  EventTimes(Clock events, Clock machine) {
    this.events = events;
    collections.put(machine.now(), events.now());
  }

  synchronized Collection<MetricData> of(Collection<MetricData> metrics) {
    return metrics.stream().<MetricData>map(metric -> new Told(metric, told(metric))).toList();
  }

  private Data<?> told(MetricData metric) {
    return switch (metric.getType()) {
      case LONG_GAUGE ->
          GaugeData.createLongGaugeData(points(metric.getLongGaugeData(), false, this::told));
      case DOUBLE_GAUGE ->
          GaugeData.createDoubleGaugeData(points(metric.getDoubleGaugeData(), false, this::told));
      case LONG_SUM -> longSum(metric.getLongSumData());
      case DOUBLE_SUM -> doubleSum(metric.getDoubleSumData());
      case HISTOGRAM -> histogram(metric.getHistogramData());
      case EXPONENTIAL_HISTOGRAM -> histogram(metric.getExponentialHistogramData());
      // No instrument gives one.
      case SUMMARY -> metric.getData();
    };
  }

  private Data<?> longSum(SumData<LongPointData> sum) {
    return SumData.createLongSumData(
        sum.isMonotonic(),
        sum.getAggregationTemporality(),
        points(sum, isCumulative(sum.getAggregationTemporality()), this::told));
  }

  private Data<?> doubleSum(SumData<DoublePointData> sum) {
    return SumData.createDoubleSumData(
        sum.isMonotonic(),
        sum.getAggregationTemporality(),
        points(sum, isCumulative(sum.getAggregationTemporality()), this::told));
  }

  private Data<?> histogram(HistogramData histogram) {
    AggregationTemporality temporality = histogram.getAggregationTemporality();
    return HistogramData.create(
        temporality, points(histogram, isCumulative(temporality), this::told));
  }

  private Data<?> histogram(ExponentialHistogramData histogram) {
    AggregationTemporality temporality = histogram.getAggregationTemporality();
    return ExponentialHistogramData.create(
        temporality, points(histogram, isCumulative(temporality), this::told));
  }

  private static boolean isCumulative(AggregationTemporality temporality) {
    return temporality == AggregationTemporality.CUMULATIVE;
  }

  private record Times(long start, long epoch) {}

  private <P extends PointData> List<P> points(
      Data<P> data, boolean cumulative, Function<P, Function<Times, P>> told) {
    return data.getPoints().stream()
        .map(point -> told.apply(point).apply(times(point, cumulative)))
        .toList();
  }

  private Times times(PointData point, boolean cumulative) {
    // First: what began before this collection is looked for among the earlier ones.
    long start =
        cumulative
            ? starts.computeIfAbsent(point.getStartEpochNanos(), this::before)
            : before(point.getStartEpochNanos());
    long epoch = collections.computeIfAbsent(point.getEpochNanos(), machine -> events.now());
    if (collections.size() > REMEMBERED) {
      collections.pollFirstEntry();
    }
    return new Times(Math.min(start, epoch), epoch);
  }

  private long before(long machineNanos) {
    Map.Entry<Long, Long> collection = collections.floorEntry(machineNanos);
    return (collection == null ? collections.firstEntry() : collection).getValue();
  }

  private Function<Times, LongPointData> told(LongPointData point) {
    return times ->
        LongPointData.create(times.start, times.epoch, point.getAttributes(), point.getValue());
  }

  private Function<Times, DoublePointData> told(DoublePointData point) {
    return times ->
        DoublePointData.create(
            times.start,
            times.epoch,
            point.getAttributes(),
            point.getValue(),
            point.getExemplars());
  }

  private Function<Times, HistogramPointData> told(HistogramPointData point) {
    return times -> HistogramPoint.of(point).at(times.start, times.epoch);
  }

  private Function<Times, ExponentialHistogramPointData> told(ExponentialHistogramPointData point) {
    return times ->
        ExponentialHistogramPointData.create(
            point.getScale(),
            point.getSum(),
            point.getZeroCount(),
            point.hasMin(),
            point.getMin(),
            point.hasMax(),
            point.getMax(),
            point.getPositiveBuckets(),
            point.getNegativeBuckets(),
            times.start,
            times.epoch,
            point.getAttributes(),
            point.getExemplars());
  }

  private static final class Told extends DelegatingMetricData {

    private final Data<?> data;

    Told(MetricData metric, Data<?> data) {
      super(metric);
      this.data = data;
    }

    @Override
    public Data<?> getData() {
      return data;
    }
  }
}
