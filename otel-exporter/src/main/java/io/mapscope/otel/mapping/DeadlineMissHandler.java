package io.mapscope.otel.mapping;

import io.mapscope.events.MapscopeEvents;
import jdk.jfr.consumer.RecordedEvent;

/** An operation that missed its deadline is counted by what became of it. */
final class DeadlineMissHandler extends MapEventHandler<String> {

  private final Instruments instruments;

  DeadlineMissHandler(Maps maps, Instruments instruments) {
    super(MapscopeEvents.DEADLINE_MISS, maps);
    this.instruments = instruments;
  }

  @Override
  String detail(RecordedEvent event, long sequence, EventTime time) {
    return text(event, "outcome");
  }

  @Override
  void apply(String detail, long sequence, EventTime time, ObservedMap map) {
    instruments.deadlineMissed(map, detail);
  }
}
