package io.mapscope.otel.mapping;

import io.mapscope.events.MapscopeEvents;
import jdk.jfr.consumer.RecordedEvent;

/** A wait for a lock becomes a value of the histogram of waits. */
final class LockWaitHandler extends MapEventHandler<String> {

  private final Instruments instruments;

  LockWaitHandler(Maps maps, Instruments instruments) {
    super(MapscopeEvents.LOCK_WAIT, maps);
    this.instruments = instruments;
  }

  @Override
  String decode(RecordedEvent event) {
    return event.getString("mode");
  }

  @Override
  void apply(EventHead head, String mode, ObservedMap map) {
    instruments.lockWaited(map, head, mode);
  }
}
