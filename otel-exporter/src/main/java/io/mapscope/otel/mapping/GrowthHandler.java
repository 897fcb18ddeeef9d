package io.mapscope.otel.mapping;

import io.mapscope.events.MapscopeEvents;
import jdk.jfr.consumer.RecordedEvent;

/** The end of a growth becomes a span and two durations. */
final class GrowthHandler extends SpanEventHandler<GrowthEnd> {

  GrowthHandler(Maps maps, EventHeads heads) {
    super(MapscopeEvents.GROWTH, maps, heads);
  }

  @Override
  boolean isMeasured() {
    return true;
  }

  @Override
  GrowthEnd detail(RecordedEvent event) {
    return new GrowthEnd(
        GrowthShape.of(event),
        event.getDuration("elapsedTime").toNanos(),
        event.getLong("steps"),
        event.getLong("chainsEvacuated"),
        event.getLong("entriesMoved"),
        event.getLong("movedToUpper"),
        event.getLong("holesSqueezed"),
        event.getLong("overflowAttached"),
        event.getDuration("workTime").toNanos(),
        event.getDuration("longestStep").toNanos(),
        event.getLong("allocatedBytes"),
        event.getBoolean("abandonedByClear"));
  }

  @Override
  void apply(EventHead head, GrowthEnd detail, ObservedMap map) {
    map.growths.ended(head, detail);
  }
}
