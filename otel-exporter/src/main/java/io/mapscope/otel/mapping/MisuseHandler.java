package io.mapscope.otel.mapping;

import io.mapscope.events.MapscopeEvents;
import jdk.jfr.consumer.RecordedEvent;

/** A misuse is counted by what was detected. */
final class MisuseHandler extends MapEventHandler<String> {

  private final Instruments instruments;

  MisuseHandler(Maps maps, Instruments instruments) {
    super(MapscopeEvents.MISUSE, maps);
    this.instruments = instruments;
  }

  @Override
  String detail(RecordedEvent event, long sequence, EventTime time) {
    return text(event, "detected");
  }

  @Override
  void apply(String detail, long sequence, EventTime time, ObservedMap map) {
    instruments.misuse(map, detail);
  }
}
