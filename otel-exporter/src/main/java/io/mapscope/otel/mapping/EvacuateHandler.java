package io.mapscope.otel.mapping;

import io.mapscope.events.MapscopeEvents;
import jdk.jfr.consumer.RecordedEvent;

/** The evacuation of a chain becomes a span below its step. */
final class EvacuateHandler extends SpanEventHandler<Evacuation> {

  EvacuateHandler(Maps maps, EventHeads heads) {
    super(MapscopeEvents.EVACUATE, maps, heads);
  }

  @Override
  Evacuation detail(RecordedEvent event) {
    return new Evacuation(
        event.getLong("growth"),
        event.getLong("oldBucket"),
        event.getInt("chainLength"),
        event.getInt("toLower"),
        event.getInt("toUpper"),
        event.getInt("holesSqueezed"),
        event.getInt("overflowAttached"));
  }

  @Override
  void apply(EventHead head, Evacuation detail, ObservedMap map) {
    map.growths.evacuated(head, detail);
  }
}
