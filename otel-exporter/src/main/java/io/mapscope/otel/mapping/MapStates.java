package io.mapscope.otel.mapping;

import io.mapscope.otel.catalog.MetricCatalog;
import io.opentelemetry.api.common.Attributes;
import java.util.HashMap;
import java.util.Map;
import java.util.function.ToDoubleFunction;
import java.util.function.ToLongFunction;

/**
 * The last known state of every map, read by the metric readers when they collect.
 *
 * <p>Implementation note. Asynchronous instruments, because a series ends when its last map is
 * collected: a synchronous gauge would repeat its last value until the program ends. Maps that
 * share their name are one series; their states are added, and ratios are taken of the sums. The
 * map's own number would tell them apart, at the price of a series for each map ever made.
 *
 * <p>Thread-safe: written by the mapping, read by the threads of metric readers.
 */
final class MapStates {

  private record Reported(Attributes series, MapState state) {}

  private final Map<ObservedMap, Reported> states = new HashMap<>();

  void register(InstrumentFactory instruments) {
    report(instruments, MetricCatalog.ENTRY_COUNT, MapState::entries);
    report(instruments, MetricCatalog.BUCKET_COUNT, MapState::buckets);
    report(instruments, MetricCatalog.OVERFLOW_BUCKET_COUNT, MapState::overflowBuckets);
    report(instruments, MetricCatalog.HOLE_COUNT, MapState::holes);
    report(instruments, MetricCatalog.MEMORY_USED, MapState::bytes);
    reportRatio(instruments, MetricCatalog.LOAD_FACTOR, MapState::loadFactor);
    reportRatio(instruments, MetricCatalog.GROWTH_PROGRESS, MapState::growthProgress);
  }

  synchronized void update(ObservedMap map, MapState state) {
    states.put(map, new Reported(map.series(), state));
  }

  synchronized void remove(ObservedMap map) {
    states.remove(map);
  }

  private void report(
      InstrumentFactory instruments, MetricCatalog.Metric metric, ToLongFunction<MapState> value) {
    instruments.observedUpDownCounter(
        metric, out -> sums().forEach((key, sum) -> out.record(value.applyAsLong(sum), key)));
  }

  private void reportRatio(
      InstrumentFactory instruments,
      MetricCatalog.Metric metric,
      ToDoubleFunction<MapState> value) {
    instruments.observedGauge(
        metric, out -> sums().forEach((key, sum) -> out.record(value.applyAsDouble(sum), key)));
  }

  private synchronized Map<Attributes, MapState> sums() {
    Map<Attributes, MapState> sums = new HashMap<>();
    for (Reported reported : states.values()) {
      sums.merge(reported.series, reported.state, MapState::plus);
    }
    return sums;
  }
}
