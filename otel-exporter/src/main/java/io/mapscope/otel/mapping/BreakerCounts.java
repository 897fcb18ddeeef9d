package io.mapscope.otel.mapping;

import io.mapscope.events.BreakerStateEvent;
import io.mapscope.otel.catalog.AttributeNames;
import io.mapscope.otel.catalog.MetricCatalog;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.metrics.ObservableLongMeasurement;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * How many breakers are in which state, read by the metric readers when they collect.
 *
 * <p>Implementation note. One point for each state, also those that no breaker is in, so that a
 * breaker that closes shows as 0 open and not as a series that ends. Thread-safe as {@link
 * MapStates} is.
 */
final class BreakerCounts {

  static final AttributeKey<String> STATE = AttributeKey.stringKey(AttributeNames.BREAKER_STATE);

  /** The state, and the points of all, which only the mapping can make. */
  private record Reported(String state, Map<String, Attributes> points) {}

  private final Map<ObservedMap, Map<Long, Reported>> breakers = new HashMap<>();

  void register(InstrumentFactory instruments) {
    ObservableLongMeasurement out = instruments.upDownCounterObserver(MetricCatalog.BREAKER_COUNT);
    instruments.observe(
        () -> counts().forEach((point, count) -> out.record(count, point)), List.of(out));
  }

  synchronized void update(ObservedMap map, long breaker, String state) {
    Map<String, Attributes> points = new HashMap<>();
    BreakerStateEvent.STATES.forEach(s -> points.put(s, map.series().with(STATE, s)));
    breakers.computeIfAbsent(map, m -> new HashMap<>()).put(breaker, new Reported(state, points));
  }

  synchronized void remove(ObservedMap map) {
    breakers.remove(map);
  }

  private synchronized Map<Attributes, Long> counts() {
    Map<Attributes, Long> counts = new HashMap<>();
    breakers.values().stream().flatMap(of -> of.values().stream()).forEach(b -> count(b, counts));
    return counts;
  }

  private static void count(Reported breaker, Map<Attributes, Long> counts) {
    breaker.points.forEach(
        (state, point) -> counts.merge(point, state.equals(breaker.state) ? 1L : 0L, Long::sum));
  }
}
