package io.mapscope.otel.mapping;

import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.trace.SpanContext;

/**
 * What spans of all kinds of events tell, copied out of the recording: a recorded event must not be
 * kept, as the stream may use the object again.
 *
 * @param sequence number of the event in its map's sequence
 * @param time when it happened
 * @param caller who called the map
 * @param victim the span that was active, invalid when there was none or its trace is not sampled
 */
record EventHead(long sequence, EventTime time, Caller caller, SpanContext victim) {

  /**
   * Thread and line; most events share theirs with others.
   *
   * @param threadId id of the thread, -1 when unknown
   * @param thread id and name of the thread, as far as known
   * @param callSite the line that called the map, empty when unknown
   */
  record Caller(long threadId, Attributes thread, Attributes callSite) {}

  Attributes thread() {
    return caller.thread;
  }

  Attributes callSite() {
    return caller.callSite;
  }

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
    return caller.threadId == inner.caller.threadId && time.encloses(inner.time);
  }
}
