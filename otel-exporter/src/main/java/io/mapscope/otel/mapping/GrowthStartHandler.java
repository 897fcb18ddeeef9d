package io.mapscope.otel.mapping;

import io.mapscope.events.MapscopeEvents;
import jdk.jfr.consumer.RecordedEvent;

/** The start of a growth tells its reason and the line to blame. */
final class GrowthStartHandler extends SpanEventHandler<GrowthShape> {

  GrowthStartHandler(Maps maps, EventHeads heads) {
    super(MapscopeEvents.GROWTH_START, maps, heads);
  }

  @Override
  boolean isMeasured() {
    return true;
  }

  @Override
  GrowthShape detail(RecordedEvent event) {
    return GrowthShape.of(event);
  }

  @Override
  void apply(EventHead head, GrowthShape detail, ObservedMap map) {
    map.growths.started(head, detail);
  }
}
