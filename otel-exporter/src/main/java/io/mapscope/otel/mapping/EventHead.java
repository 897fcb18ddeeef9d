package io.mapscope.otel.mapping;

import io.mapscope.events.recording.CallSite;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.api.trace.SpanId;
import io.opentelemetry.api.trace.TraceFlags;
import io.opentelemetry.api.trace.TraceId;
import io.opentelemetry.api.trace.TraceState;
import jdk.jfr.consumer.RecordedEvent;
import jdk.jfr.consumer.RecordedThread;

/**
 * What every event of a map carries, copied out of the recording: a {@link RecordedEvent} must not
 * be kept, as the stream may use the object again.
 *
 * @param mapNumber number of the map in its JVM
 * @param sequence number of the event in its map's sequence
 * @param time when it happened
 * @param threadId id of the thread, -1 when unknown
 * @param threadName name of the thread, or null
 * @param victim the span that was active, invalid when there was none or its trace is not sampled
 * @param callSite the line that called the map, or null
 */
record EventHead(
    long mapNumber,
    long sequence,
    EventTime time,
    long threadId,
    String threadName,
    SpanContext victim,
    CallSite callSite) {

  static EventHead of(RecordedEvent event, EventTime time) {
    RecordedThread thread = event.getThread();
    return new EventHead(
        event.getLong("mapNumber"),
        event.getLong("sequence"),
        time,
        thread == null ? -1 : thread.getJavaThreadId(),
        thread == null ? null : thread.getJavaName(),
        victim(event),
        CallSite.of(event));
  }

  long startNanos() {
    return time.startNanos();
  }

  long endNanos() {
    return time.endNanos();
  }

  private static SpanContext victim(RecordedEvent event) {
    long span = event.getLong("spanId");
    if (span == 0 || !event.getBoolean("traceSampled")) {
      return SpanContext.getInvalid();
    }
    return SpanContext.createFromRemoteParent(
        TraceId.fromLongs(event.getLong("traceIdHigh"), event.getLong("traceIdLow")),
        SpanId.fromLong(span),
        TraceFlags.getSampled(),
        TraceState.getDefault());
  }

  long durationNanos() {
    return endNanos() - startNanos();
  }

  /** Whether the other event happened within this one, on the same thread. */
  boolean encloses(EventHead inner) {
    return threadId == inner.threadId && time.encloses(inner.time);
  }
}
