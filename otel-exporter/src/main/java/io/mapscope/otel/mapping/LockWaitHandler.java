package io.mapscope.otel.mapping;

import io.mapscope.events.MapscopeEvents;
import io.opentelemetry.api.trace.SpanContext;
import jdk.jfr.consumer.RecordedEvent;

/** A wait for a lock becomes a value of the histogram of waits. */
final class LockWaitHandler extends MapEventHandler<LockWaitHandler.Wait> {

  record Wait(String mode, long nanos, SpanContext victim) {}

  private final EventField spanId = field("spanId");
  private final Instruments instruments;

  LockWaitHandler(Maps maps, Instruments instruments) {
    super(MapscopeEvents.LOCK_WAIT, maps);
    this.instruments = instruments;
  }

  @Override
  Wait detail(RecordedEvent event, long sequence, EventTime time) {
    return new Wait(
        text(event, "mode"), time.endNanos() - time.startNanos(), EventHeads.victim(event, spanId));
  }

  @Override
  void apply(Wait detail, long sequence, EventTime time, ObservedMap map) {
    instruments.lockWaited(map, detail);
  }
}
