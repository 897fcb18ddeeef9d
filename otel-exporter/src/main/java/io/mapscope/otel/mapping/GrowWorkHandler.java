package io.mapscope.otel.mapping;

import io.mapscope.events.MapscopeEvents;
import jdk.jfr.consumer.RecordedEvent;

/** A slow step of a growth becomes a span. */
final class GrowWorkHandler extends SpanEventHandler<GrowWork> {

  private final EventField growth = field("growth");
  private final EventField operation = field("operation");
  private final EventField bucket = field("bucket");
  private final EventField chainsEvacuated = field("chainsEvacuated");
  private final EventField entriesMoved = field("entriesMoved");
  private final EventField markBefore = field("markBefore");
  private final EventField markAfter = field("markAfter");
  private final EventField oldBuckets = field("oldBuckets");
  private final EventField finished = field("finished");

  GrowWorkHandler(Maps maps, EventHeads heads) {
    super(MapscopeEvents.GROW_WORK, maps, heads);
  }

  @Override
  GrowWork detail(RecordedEvent event) {
    return new GrowWork(
        growth.getLong(event),
        operation.getText(event),
        bucket.getLong(event),
        chainsEvacuated.getInt(event),
        entriesMoved.getInt(event),
        markBefore.getLong(event),
        markAfter.getLong(event),
        oldBuckets.getLong(event),
        finished.getBoolean(event));
  }

  @Override
  void apply(EventHead head, GrowWork detail, ObservedMap map) {
    map.growths.step(head, detail);
  }
}
