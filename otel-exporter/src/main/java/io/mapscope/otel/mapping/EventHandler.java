package io.mapscope.otel.mapping;

import java.util.concurrent.atomic.AtomicLong;
import jdk.jfr.consumer.RecordedEvent;

/**
 * Maps one type of event. A subclass names the type, copies what it needs out of the recorded
 * object, and applies it; to map another type, add a class and name it in {@link Handlers}.
 */
abstract class EventHandler {

  final String eventName;
  final Guard guard;

  // Written by the mapping's thread alone, read by metric readers and the summary.
  private final AtomicLong received = new AtomicLong();

  EventHandler(String eventName) {
    this.eventName = eventName;
    this.guard = new Guard(eventName);
  }

  /** Whether its events are of maps; others only add to what those tell and are not counted. */
  boolean tellsOfMaps() {
    return true;
  }

  /** Takes an event, which must not be kept; may throw. */
  abstract void accept(RecordedEvent event, EventTime time);

  /** Takes an event; a failure costs this event and nothing else. */
  final void handle(RecordedEvent event, EventTime time) {
    if (tellsOfMaps()) {
      received.lazySet(received.getPlain() + 1);
    }
    try {
      accept(event, time);
    } catch (RuntimeException | Error failure) {
      // Before the map was known, or it is no event of a map.
      guard.failed(Guard.UNKNOWN, Guard.UNKNOWN, time.endNanos(), failure);
    }
  }

  final long received() {
    return received.get();
  }
}
