package io.mapscope.otel.mapping;

import io.mapscope.events.MapscopeEvents;
import jdk.jfr.consumer.RecordedEvent;

/** A slow step of a growth becomes a span. */
final class GrowWorkHandler extends SpanEventHandler<GrowWork> {

  GrowWorkHandler(Maps maps, EventHeads heads) {
    super(MapscopeEvents.GROW_WORK, maps, heads);
  }

  @Override
  GrowWork detail(RecordedEvent event) {
    return new GrowWork(
        event.getLong("growth"),
        text(event, "operation"),
        event.getLong("bucket"),
        event.getInt("chainsEvacuated"),
        event.getInt("entriesMoved"),
        event.getLong("markBefore"),
        event.getLong("markAfter"),
        event.getLong("oldBuckets"),
        event.getBoolean("finished"));
  }

  @Override
  void apply(EventHead head, GrowWork detail, ObservedMap map) {
    map.growths.step(head, detail);
  }
}
