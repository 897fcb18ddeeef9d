package io.mapscope.otel.mapping;

import io.mapscope.otel.catalog.MetricCatalog;
import io.opentelemetry.api.metrics.ObservableDoubleMeasurement;
import io.opentelemetry.api.metrics.ObservableLongMeasurement;
import io.opentelemetry.api.metrics.ObservableMeasurement;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;
import java.util.function.ToDoubleFunction;
import java.util.function.ToLongFunction;

/**
 * The last known state of every map, read by the metric readers when they collect.
 *
 * <p>Implementation note. Asynchronous instruments, because a series ends when its last map is
 * collected: a synchronous gauge would repeat its last value until the program ends. Maps that
 * share their name are one series; their states are added, and ratios are taken of the sums. The
 * map's own number would tell them apart, at the price of a series for each map ever made. All
 * instruments are told in one pass, as ten thousand maps are added up each time.
 *
 * <p>Thread-safe: written by the mapping, read by the threads of metric readers.
 */
final class MapStates {

  private record Reported(MapSeries series, MapState state) {}

  private record Gauge(ObservableMeasurement instrument, BiConsumer<MapState, MapSeries> teller) {
    void tell(MapState sum, MapSeries series) {
      teller.accept(sum, series);
    }
  }

  private final Map<ObservedMap, Reported> states = new HashMap<>();

  void register(InstrumentFactory instruments) {
    List<Gauge> gauges =
        List.of(
            gauge(instruments, MetricCatalog.ENTRY_COUNT, MapState::entries),
            gauge(instruments, MetricCatalog.BUCKET_COUNT, MapState::buckets),
            gauge(instruments, MetricCatalog.OVERFLOW_BUCKET_COUNT, MapState::overflowBuckets),
            gauge(instruments, MetricCatalog.HOLE_COUNT, MapState::holes),
            gauge(instruments, MetricCatalog.MEMORY_USED, MapState::bytes),
            ratio(instruments, MetricCatalog.LOAD_FACTOR, MapState::loadFactor),
            ratio(instruments, MetricCatalog.GROWTH_PROGRESS, MapState::growthProgress),
            ratio(instruments, MetricCatalog.ENTRY_UTILIZATION, MapState::utilization));
    instruments.observe(
        () -> sums().forEach((series, sum) -> gauges.forEach(gauge -> gauge.tell(sum, series))),
        gauges.stream().map(Gauge::instrument).toList());
  }

  synchronized void update(ObservedMap map, MapState state) {
    states.put(map, new Reported(map.series(), state));
  }

  synchronized void remove(ObservedMap map) {
    states.remove(map);
  }

  private static Gauge gauge(
      InstrumentFactory instruments, MetricCatalog.Metric metric, ToLongFunction<MapState> value) {
    ObservableLongMeasurement out = instruments.upDownCounterObserver(metric);
    return new Gauge(out, (sum, series) -> out.record(value.applyAsLong(sum), series.attributes));
  }

  private static Gauge ratio(
      InstrumentFactory instruments,
      MetricCatalog.Metric metric,
      ToDoubleFunction<MapState> value) {
    ObservableDoubleMeasurement out = instruments.gaugeObserver(metric);
    return new Gauge(
        out,
        (sum, series) -> {
          double ratio = value.applyAsDouble(sum);
          if (ratio != MapState.UNLIMITED) {
            out.record(ratio, series.attributes);
          }
        });
  }

  private synchronized Map<MapSeries, MapState> sums() {
    Map<MapSeries, MapState> sums = new HashMap<>();
    for (Reported reported : states.values()) {
      sums.merge(reported.series, reported.state, MapState::plus);
    }
    return sums;
  }
}
