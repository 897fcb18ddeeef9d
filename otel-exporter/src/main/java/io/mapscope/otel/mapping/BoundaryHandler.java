package io.mapscope.otel.mapping;

import io.mapscope.events.MapscopeEvents;
import jdk.jfr.consumer.RecordedEvent;

/** A boundary is counted by kind. */
final class BoundaryHandler extends MapEventHandler<String> {

  private final Instruments instruments;

  BoundaryHandler(Maps maps, Instruments instruments) {
    super(MapscopeEvents.BOUNDARY, maps);
    this.instruments = instruments;
  }

  @Override
  String detail(RecordedEvent event, long sequence, EventTime time) {
    return text(event, "kind");
  }

  @Override
  void apply(String detail, long sequence, EventTime time, ObservedMap map) {
    instruments.boundary(map, detail);
  }
}
