package io.mapscope.otel.mapping;

import io.mapscope.otel.catalog.AttributeNames;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.common.Attributes;

/** What is known of one map while its events arrive. Used by the mapping's thread only. */
final class ObservedMap {

  private static final AttributeKey<String> NAME = AttributeKey.stringKey(AttributeNames.MAP_NAME);
  private static final AttributeKey<String> IMPLEMENTATION =
      AttributeKey.stringKey(AttributeNames.IMPLEMENTATION);

  final long number;
  final GrowthModel growths;

  /** Numbers of the map's events. */
  final SequenceGaps events = new SequenceGaps();

  /** Numbers of growths whose reason is known; the totals tell how many there are. */
  final SequenceGaps growthReasons = SequenceGaps.fromOne();

  /** The totals that the counters have been told. */
  Totals totals = Totals.ZERO;

  private MapIdentity identity;
  private Attributes series;
  private int batchesSinceLast = -1;

  ObservedMap(
      long number, MapIdentity identity, Spans spans, Instruments instruments, long keepFromNanos) {
    this.number = number;
    this.growths = new GrowthModel(this, spans, instruments, keepFromNanos);
    identify(identity);
  }

  void identify(MapIdentity identity) {
    this.identity = identity;
    this.series = Attributes.of(NAME, identity.name(), IMPLEMENTATION, identity.implementation());
  }

  MapIdentity identity() {
    return identity;
  }

  /** The attributes of the map's series. */
  Attributes series() {
    return series;
  }

  /** The map has been collected; events that are late may still come for a while. */
  void collected() {
    batchesSinceLast = 0;
  }

  /** Ends a batch; returns whether nothing more can be expected of the map. */
  boolean endBatch() {
    growths.endBatch();
    return batchesSinceLast >= 0 && ++batchesSinceLast > 2;
  }
}
