package io.mapscope.otel.mapping;

import io.mapscope.events.MapscopeEvents;
import jdk.jfr.consumer.RecordedEvent;

/** A slow put becomes a span. */
final class PutHandler extends SpanEventHandler<SlowPut> {

  private final Spans spans;

  PutHandler(Maps maps, EventHeads heads, Spans spans) {
    super(MapscopeEvents.PUT, maps, heads);
    this.spans = spans;
  }

  @Override
  SlowPut detail(RecordedEvent event) {
    return new SlowPut(
        event.getBoolean("inserted"),
        event.getInt("chainPosition"),
        event.getBoolean("growing"),
        event.getBoolean("startedGrowth"),
        event.getBoolean("overflowAttached"));
  }

  @Override
  void apply(EventHead head, SlowPut detail, ObservedMap map) {
    spans.put(map, head, detail);
  }
}
