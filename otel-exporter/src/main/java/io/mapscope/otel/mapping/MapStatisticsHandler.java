package io.mapscope.otel.mapping;

import io.mapscope.events.MapscopeEvents;
import jdk.jfr.consumer.RecordedEvent;

/** State and totals of a map feed gauges and counters. */
final class MapStatisticsHandler extends MapEventHandler<MapStatistics> {

  private final Instruments instruments;

  MapStatisticsHandler(Maps maps, Instruments instruments) {
    super(MapscopeEvents.MAP_STATISTICS, maps);
    this.instruments = instruments;
  }

  @Override
  MapStatistics detail(RecordedEvent event, long sequence, EventTime time) {
    return new MapStatistics(
        new MapState(
            event.getLong("entryCount"),
            event.getLong("bucketCount"),
            event.getLong("overflowBuckets"),
            event.getLong("holes"),
            event.getLong("totalFootprint"),
            event.getLong("mark"),
            event.getLong("oldBuckets"),
            MapState.UNLIMITED),
        new Totals(
            event.getLong("puts"),
            event.getLong("removes"),
            event.getLong("growths"),
            event.getLong("chainsEvacuated"),
            event.getLong("entriesMoved")),
        event.getLong("eventsEmitted"),
        event.getBoolean("last"));
  }

  @Override
  void apply(MapStatistics detail, long sequence, EventTime time, ObservedMap map) {
    instruments.statistics(map, detail);
    if (detail.last()) {
      map.collected();
    }
  }

  @Override
  long lastNumber(MapStatistics detail, long sequence) {
    // Read before and after the figures; the map may have emitted events in between.
    return Math.max(sequence, detail.eventsEmitted());
  }
}
