package io.mapscope.otel.mapping;

import java.util.concurrent.atomic.AtomicLong;
import jdk.jfr.consumer.RecordedEvent;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Maps one type of event. A subclass names the type, copies what it needs out of the recorded
 * object, and applies it; to map another type, add a class and name it in {@link Handlers}.
 */
abstract class EventHandler {

  private static final Logger LOG = LoggerFactory.getLogger(EventHandler.class);

  final String eventName;

  // Written by the mapping's thread, read by metric readers and the summary.
  final AtomicLong received = new AtomicLong();
  final AtomicLong failures = new AtomicLong();

  EventHandler(String eventName) {
    this.eventName = eventName;
  }

  /** Takes an event, which must not be kept. */
  abstract void accept(RecordedEvent event, EventTime time);

  /** Runs a part of the handling; a failure costs one event and nothing else. */
  final void guarded(Runnable action) {
    try {
      action.run();
    } catch (RuntimeException | Error failure) {
      if (failures.getAndIncrement() == 0) {
        LOG.warn("Cannot map an event {}; later failures are only counted", eventName, failure);
      }
    }
  }
}
