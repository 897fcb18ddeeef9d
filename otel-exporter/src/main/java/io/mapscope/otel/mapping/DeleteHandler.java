package io.mapscope.otel.mapping;

import io.mapscope.events.MapscopeEvents;
import jdk.jfr.consumer.RecordedEvent;

/** A slow delete becomes a span. */
final class DeleteHandler extends SpanEventHandler<SlowDelete> {

  private final EventField found = field("found");
  private final EventField chainPosition = field("chainPosition");
  private final EventField slot = field("slot");
  private final EventField slotsFreed = field("slotsFreed");
  private final EventField entriesAfter = field("entriesAfter");
  private final EventField growing = field("growing");
  private final EventField evacuatedFirst = field("evacuatedFirst");
  private final EventField seedRedrawn = field("seedRedrawn");
  private final Spans spans;

  DeleteHandler(Maps maps, EventHeads heads, Spans spans) {
    super(MapscopeEvents.DELETE, maps, heads);
    this.spans = spans;
  }

  @Override
  SlowDelete detail(RecordedEvent event) {
    return new SlowDelete(
        found.getBoolean(event),
        chainPosition.getInt(event),
        slot.getInt(event),
        slotsFreed.getInt(event),
        entriesAfter.getLong(event),
        growing.getBoolean(event),
        evacuatedFirst.getBoolean(event),
        seedRedrawn.getBoolean(event));
  }

  @Override
  void apply(EventHead head, SlowDelete detail, ObservedMap map) {
    spans.delete(map, head, detail);
  }
}
