package io.mapscope.otel.mapping;

import io.mapscope.events.MapscopeEvents;
import jdk.jfr.consumer.RecordedEvent;

/** What was evicted is counted. */
final class EvictionHandler extends MapEventHandler<Integer> {

  private final Instruments instruments;

  EvictionHandler(Maps maps, Instruments instruments) {
    super(MapscopeEvents.EVICTION, maps);
    this.instruments = instruments;
  }

  @Override
  Integer detail(RecordedEvent event, long sequence, EventTime time) {
    return event.getValue("evicted");
  }

  @Override
  void apply(Integer detail, long sequence, EventTime time, ObservedMap map) {
    instruments.evicted(map, detail);
  }
}
