package io.mapscope.otel.mapping;

import io.mapscope.events.MapscopeEvents;
import jdk.jfr.consumer.RecordedEvent;

/** A slow put becomes a span. */
final class PutHandler extends SpanEventHandler<SlowPut> {

  private final EventField inserted = field("inserted");
  private final EventField chainPosition = field("chainPosition");
  private final EventField growing = field("growing");
  private final EventField startedGrowth = field("startedGrowth");
  private final EventField overflowAttached = field("overflowAttached");
  private final Spans spans;

  PutHandler(Maps maps, EventHeads heads, Spans spans) {
    super(MapscopeEvents.PUT, maps, heads);
    this.spans = spans;
  }

  @Override
  SlowPut detail(RecordedEvent event) {
    return new SlowPut(
        inserted.getBoolean(event),
        chainPosition.getInt(event),
        growing.getBoolean(event),
        startedGrowth.getBoolean(event),
        overflowAttached.getBoolean(event));
  }

  @Override
  void apply(EventHead head, SlowPut detail, ObservedMap map) {
    spans.put(map, head, detail);
  }
}
