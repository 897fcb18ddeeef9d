package io.mapscope.otel.mapping;

import io.mapscope.events.MapscopeEvents;
import jdk.jfr.consumer.RecordedEvent;

/** A slow delete becomes a span. */
final class DeleteHandler extends SpanEventHandler<SlowDelete> {

  private final Spans spans;

  DeleteHandler(Maps maps, EventHeads heads, Spans spans) {
    super(MapscopeEvents.DELETE, maps, heads);
    this.spans = spans;
  }

  @Override
  SlowDelete detail(RecordedEvent event) {
    return new SlowDelete(
        event.getBoolean("found"),
        event.getInt("chainPosition"),
        event.getInt("slot"),
        event.getInt("slotsFreed"),
        event.getLong("entriesAfter"),
        event.getBoolean("growing"),
        event.getBoolean("evacuatedFirst"),
        event.getBoolean("seedRedrawn"));
  }

  @Override
  void apply(EventHead head, SlowDelete detail, ObservedMap map) {
    spans.delete(map, head, detail);
  }
}
