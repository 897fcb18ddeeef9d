package io.mapscope.otel.mapping;

import io.mapscope.events.MapscopeEvents;
import jdk.jfr.consumer.RecordedEvent;

/**
 * A clear becomes nothing: the gauges tell what is left, the growth that it abandons has a span of
 * its own. It is received all the same, or its number would be taken for a loss.
 */
final class ClearHandler extends MapEventHandler<Boolean> {

  ClearHandler(Maps maps) {
    super(MapscopeEvents.CLEAR, maps);
  }

  @Override
  Boolean detail(RecordedEvent event, long sequence, EventTime time) {
    return event.getBoolean("growthAbandoned");
  }

  @Override
  void apply(Boolean growthAbandoned, long sequence, EventTime time, ObservedMap map) {}
}
