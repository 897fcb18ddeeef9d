package io.mapscope.otel.mapping;

import jdk.jfr.consumer.RecordedEvent;

/**
 * Decodes the events of streams as they come, and keeps them until their batch is complete.
 *
 * <p>Used by one thread at a time: under the engine's lock, or by the thread that reads ahead.
 */
final class EventIntake {

  private final EventHeads heads;
  private final Guard clockGuard;
  private EventBatch batch = new EventBatch();
  private long seen;
  private long latestNanos;

  EventIntake(EventHeads heads, Guard clockGuard) {
    this.heads = heads;
    this.clockGuard = clockGuard;
  }

  void take(EventHandler handler, RecordedEvent event, ChunkClock clock) {
    seen++;
    EventTime when = timeOf(handler, event, clock);
    if (when != null) {
      latestNanos = Math.max(latestNanos, when.endNanos());
      batch.add(handler.take(event, when));
    }
  }

  /** Null when the event has been mapped before, or its time cannot be told. */
  private EventTime timeOf(EventHandler handler, RecordedEvent event, ChunkClock clock) {
    try {
      return handler.time(event, clock);
    } catch (RuntimeException | Error failure) {
      clockGuard.failed(Guard.UNKNOWN, Guard.UNKNOWN, latestNanos, failure);
      return null;
    }
  }

  /** The stream says that what it has told so far is all there was at that time. */
  void endBatch(ChunkClock clock) {
    clock.batchEnded();
    heads.endBatch();
  }

  /** Hands over the events since the last batch, and begins the next. */
  EventBatch complete() {
    EventBatch complete = batch;
    batch = new EventBatch();
    return complete;
  }

  /** Events since the last batch. */
  int waiting() {
    return batch.size();
  }

  /** Events that streams have handed over, also those that were mapped before. */
  long seen() {
    return seen;
  }
}
