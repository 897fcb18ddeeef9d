package io.mapscope.otel.mapping;

import io.mapscope.events.MapscopeEvents;
import jdk.jfr.consumer.RecordedEvent;

/** The start of a growth tells its reason and the line to blame. */
final class GrowthStartHandler extends MapEventHandler<GrowthShape> {

  GrowthStartHandler(Maps maps) {
    super(MapscopeEvents.GROWTH_START, maps);
  }

  @Override
  GrowthShape decode(RecordedEvent event) {
    return GrowthShape.of(event);
  }

  @Override
  void apply(EventHead head, GrowthShape detail, ObservedMap map) {
    map.growths.started(head, detail);
  }
}
