package io.mapscope.otel.mapping;

import io.mapscope.events.MapscopeEvents;
import jdk.jfr.consumer.RecordedEvent;

/** The evacuation of a chain becomes a span below its step. */
final class EvacuateHandler extends SpanEventHandler<Evacuation> {

  private final EventField growth = field("growth");
  private final EventField oldBucket = field("oldBucket");
  private final EventField chainLength = field("chainLength");
  private final EventField toLower = field("toLower");
  private final EventField toUpper = field("toUpper");
  private final EventField holesSqueezed = field("holesSqueezed");
  private final EventField overflowAttached = field("overflowAttached");

  EvacuateHandler(Maps maps, EventHeads heads) {
    super(MapscopeEvents.EVACUATE, maps, heads);
  }

  @Override
  Evacuation detail(RecordedEvent event) {
    return new Evacuation(
        growth.getLong(event),
        oldBucket.getLong(event),
        chainLength.getInt(event),
        toLower.getInt(event),
        toUpper.getInt(event),
        holesSqueezed.getInt(event),
        overflowAttached.getInt(event));
  }

  @Override
  void apply(EventHead head, Evacuation detail, ObservedMap map) {
    map.growths.evacuated(head, detail);
  }
}
