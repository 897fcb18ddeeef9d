package io.mapscope.otel;

import io.mapscope.events.ActiveTrace;
import io.mapscope.events.MapEvent;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanContext;

/**
 * Tells the events which span of OpenTelemetry is active on their thread.
 *
 * <p>Implementation note. Runs on the thread of the map operation, for events that are about to be
 * committed only: one look into the thread's context and the reading of 48 hexadecimal digits,
 * without an allocation.
 */
final class ContextHook implements ActiveTrace.Source {

  private static final int HEX = 16;
  private static final int DIGITS_OF_A_LONG = 16;

  @Override
  public void describe(MapEvent event) {
    SpanContext active = Span.current().getSpanContext();
    if (active.isValid()) {
      event.setTrace(
          number(active.getTraceId(), 0),
          number(active.getTraceId(), DIGITS_OF_A_LONG),
          number(active.getSpanId(), 0),
          active.isSampled());
    }
  }

  private static long number(String digits, int from) {
    return Long.parseUnsignedLong(digits, from, from + DIGITS_OF_A_LONG, HEX);
  }
}
