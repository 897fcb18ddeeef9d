package io.mapscope.otel.mapping;

import io.mapscope.events.MapscopeEvents;
import jdk.jfr.consumer.RecordedEvent;

/** The state of a breaker is kept, its changes and what it has rejected are counted. */
final class BreakerStateHandler extends MapEventHandler<BreakerStateHandler.Told> {

  record Told(long breaker, String state, long rejected, boolean repeated) {}

  private final Instruments instruments;

  BreakerStateHandler(Maps maps, Instruments instruments) {
    super(MapscopeEvents.BREAKER_STATE, maps);
    this.instruments = instruments;
  }

  @Override
  Told detail(RecordedEvent event, long sequence, EventTime time) {
    return new Told(
        event.hasField("breaker") ? event.getLong("breaker") : 0, // Older recordings have none.
        text(event, "to"),
        event.getLong("rejected"),
        event.getBoolean("repeated"));
  }

  @Override
  void apply(Told detail, long sequence, EventTime time, ObservedMap map) {
    instruments.breakerTold(map, detail);
  }
}
