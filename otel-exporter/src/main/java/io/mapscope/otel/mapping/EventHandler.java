package io.mapscope.otel.mapping;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import jdk.jfr.EventType;
import jdk.jfr.consumer.RecordedEvent;

/**
 * Maps one type of event. A subclass names the type, copies what it needs out of the recorded
 * object, and maps it when its turn has come; to map another type, add a class and name it in
 * {@link Handlers}.
 */
abstract class EventHandler {

  final String eventName;
  final Guard guard;

  // Written by the mapping's thread alone, read by metric readers and the summary.
  private final AtomicLong received = new AtomicLong();

  private final List<EventField> fields = new ArrayList<>();
  private final EventField startTime = field("startTime");
  private final EventField duration = field("duration");
  private EventType latestType;
  private boolean latestIsTimed;
  private Throwable firstFailure;

  EventHandler(String eventName) {
    this.eventName = eventName;
    this.guard = new Guard(eventName);
  }

  /** Whether its events are of maps; others only add to what those tell and are not counted. */
  boolean tellsOfMaps() {
    return true;
  }

  /** A field of its events, for the constructor. */
  final EventField field(String name) {
    EventField field = new EventField(name);
    fields.add(field);
    return field;
  }

  /** Copies what will be mapped out of an event, which must not be kept; may throw. */
  abstract Decoded decode(RecordedEvent event, EventTime time);

  /** An event that is mapped by running something. */
  final Decoded decoded(EventTime time, Runnable mapping) {
    return new Decoded(this, time) {
      @Override
      void map() {
        mapping.run();
      }
    };
  }

  /** Copies an event; a failure is that of this event, and told when its turn has come. */
  final Decoded take(RecordedEvent event, EventTime time) {
    try {
      return decode(event, time);
    } catch (RuntimeException | Error failure) {
      Throwable first = first(failure);
      return decoded(time, () -> failed(time, first));
    }
  }

  /** One for all: only the first is told, and a batch may have some hundred thousand to keep. */
  final Throwable first(Throwable failure) {
    if (firstFailure == null) {
      firstFailure = failure;
    }
    return firstFailure;
  }

  /** Maps an event; a failure costs this event and nothing else. */
  final void map(Decoded event) {
    if (tellsOfMaps()) {
      received.lazySet(received.getPlain() + 1);
    }
    try {
      event.map();
    } catch (RuntimeException | Error failure) {
      failed(event.time, failure);
    }
  }

  /** Before the map was known, or it is no event of a map. */
  private void failed(EventTime time, Throwable failure) {
    guard.failed(Guard.UNKNOWN, Guard.UNKNOWN, time.endNanos(), failure);
  }

  /** When the event happened, null when it has been mapped already; may throw. */
  final EventTime time(RecordedEvent event, ChunkClock clock) {
    EventType type = event.getEventType();
    if (type != latestType) {
      latestType = type;
      latestIsTimed = event.hasField("duration");
      EventField.locate(fields, event);
    }
    long start = startTime.getLong(event);
    return clock.of(event, start, latestIsTimed ? start + duration.getLong(event) : start);
  }

  final long received() {
    return received.get();
  }
}
