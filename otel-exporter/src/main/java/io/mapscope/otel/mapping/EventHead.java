package io.mapscope.otel.mapping;

import io.mapscope.events.recording.CallSite;
import io.opentelemetry.api.trace.SpanContext;

/**
 * What spans of all kinds of events tell, copied out of the recording: a recorded event must not be
 * kept, as the stream may use the object again.
 *
 * @param sequence number of the event in its map's sequence
 * @param time when it happened
 * @param threadId id of the thread, -1 when unknown
 * @param threadName name of the thread, or null
 * @param victim the span that was active, invalid when there was none or its trace is not sampled
 * @param callSite the line that called the map, or null
 */
record EventHead(
    long sequence,
    EventTime time,
    long threadId,
    String threadName,
    SpanContext victim,
    CallSite callSite) {

  long startNanos() {
    return time.startNanos();
  }

  long endNanos() {
    return time.endNanos();
  }

  long durationNanos() {
    return endNanos() - startNanos();
  }

  /** Whether the other event happened within this one, on the same thread. */
  boolean encloses(EventHead inner) {
    return threadId == inner.threadId && time.encloses(inner.time);
  }
}
