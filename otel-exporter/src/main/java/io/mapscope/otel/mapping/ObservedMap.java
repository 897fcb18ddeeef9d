package io.mapscope.otel.mapping;

import io.opentelemetry.api.common.Attributes;
import java.util.HashMap;
import java.util.Map;

/** What is known of one map while its events arrive. Used by the mapping's thread only. */
final class ObservedMap {

  final long number;
  final GrowthModel growths;

  final EventLedger events;

  /** Numbers of growths whose reason is known; the totals tell how many there are. */
  final SequenceGaps growthReasons = SequenceGaps.fromOne();

  /** The totals that the counters have been told. */
  Totals totals = Totals.ZERO;

  /** The most entries that the map takes, 0 when it has no limit or none is known. */
  long entryLimit;

  /** Breakers around a map that are told apart; a program that makes more has them as one. */
  private static final int MOST_BREAKERS = 16;

  /** Calls that each of its breakers has rejected, as far as the counter has been told. */
  private final Map<Long, Long> rejected = new HashMap<>();

  private MapIdentity identity;
  private Attributes spanAttributes;
  private int batchesSinceLast = -1;

  ObservedMap(
      long number,
      MapIdentity identity,
      EventLedger events,
      Spans spans,
      Instruments instruments,
      long keepFromNanos) {
    this.number = number;
    this.events = events;
    this.growths = new GrowthModel(this, spans, instruments, keepFromNanos);
    identify(identity);
  }

  void identify(MapIdentity identity) {
    this.identity = identity;
    this.spanAttributes =
        Attributes.of(
            SpanKeys.MAP_NAME,
            identity.name(),
            SpanKeys.IMPLEMENTATION,
            identity.implementation(),
            SpanKeys.MAP_NUMBER,
            number);
  }

  /** Name, implementation and number, made once for all spans of the map. */
  Attributes spanAttributes() {
    return spanAttributes;
  }

  MapIdentity identity() {
    return identity;
  }

  MapSeries series() {
    return identity.series();
  }

  /** The number to know a breaker by, 0 for those beyond the bound. */
  long breaker(long number) {
    return rejected.containsKey(number) || rejected.size() < MOST_BREAKERS ? number : 0;
  }

  /** Takes over how many calls a breaker has rejected; returns how many are new. */
  long rejectedBy(long breaker, long total) {
    long before = rejected.getOrDefault(breaker, 0L);
    rejected.put(breaker, Math.max(before, total));
    return Math.max(0, total - before);
  }

  /** The map has been collected; events that are late may still come for a while. */
  void collected() {
    batchesSinceLast = 0;
    events.over();
  }

  /** Ends a batch; returns whether nothing more can be expected of the map. */
  boolean endBatch() {
    return batchesSinceLast >= 0 && ++batchesSinceLast > 2;
  }
}
