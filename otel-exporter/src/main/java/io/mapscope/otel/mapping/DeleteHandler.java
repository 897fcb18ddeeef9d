package io.mapscope.otel.mapping;

import io.mapscope.events.MapscopeEvents;
import jdk.jfr.consumer.RecordedEvent;

/** A slow delete becomes a span. */
final class DeleteHandler extends MapEventHandler<SlowDelete> {

  private final Spans spans;

  DeleteHandler(Maps maps, Spans spans) {
    super(MapscopeEvents.DELETE, maps);
    this.spans = spans;
  }

  @Override
  SlowDelete decode(RecordedEvent event) {
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
