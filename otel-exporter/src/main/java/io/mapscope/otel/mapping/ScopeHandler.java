package io.mapscope.otel.mapping;

import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.api.trace.TraceFlags;
import io.opentelemetry.api.trace.TraceState;
import jdk.jfr.consumer.RecordedEvent;

/**
 * OpenTelemetry's events for Flight Recorder tell which span was active on a thread; whether it was
 * sampled they do not tell.
 */
final class ScopeHandler extends EventHandler {

  private final ActiveScopes scopes;

  ScopeHandler(ActiveScopes scopes) {
    super(TracedGrowths.SCOPE);
    this.scopes = scopes;
  }

  @Override
  boolean tellsOfMaps() {
    return false;
  }

  @Override
  Decoded decode(RecordedEvent event, EventTime time) {
    SpanContext span =
        SpanContext.createFromRemoteParent(
            event.getString("traceId"),
            event.getString("spanId"),
            TraceFlags.getSampled(),
            TraceState.getDefault());
    if (!span.isValid() || event.getThread() == null) {
      return decoded(time, () -> {});
    }
    long thread = event.getThread().getJavaThreadId();
    return decoded(time, () -> scopes.ended(thread, time.startNanos(), time.endNanos(), span));
  }
}
