package io.mapscope.flame;

import one.jfr.JfrClass;
import one.jfr.JfrReader;
import one.jfr.event.IntervalEvent;

/**
 * A time in which a span was active on a thread, as OpenTelemetry's events for Flight Recorder tell
 * it.
 *
 * <p>Implementation note. The reader makes these by reflection, so the type and its constructor are
 * public; nobody else is meant.
 */
public final class ScopeEvent extends IntervalEvent {

  static final String NAME = "io.opentelemetry.context.Scope";

  private static final int TRACE_ID_DIGITS = 32;
  private static final int HALF = 16;
  private static final int HEX = 16;

  final TraceLink trace;

  /**
   * Reads one.
   *
   * @param reader stands behind the type of the event
   */
  public ScopeEvent(JfrReader reader) {
    this(reader, MapStep.head(NAME, reader));
  }

  private ScopeEvent(JfrReader reader, long[] head) {
    super(head[0], (int) head[2], (int) head[3], head[1]);
    JfrClass fields = reader.typesByName.get(NAME);
    boolean known = fields.field("traceId") != null && fields.field("spanId") != null;
    trace = known ? link(reader.getString(), reader.getString()) : null;
  }

  /** Null for what is no span. */
  static TraceLink link(String traceId, String spanId) {
    if (traceId == null
        || spanId == null
        || traceId.length() != TRACE_ID_DIGITS
        || spanId.length() != HALF) {
      return null;
    }
    try {
      return TraceLink.of(
          Long.parseUnsignedLong(traceId.substring(0, HALF), HEX),
          Long.parseUnsignedLong(traceId.substring(HALF), HEX),
          Long.parseUnsignedLong(spanId, HEX));
    } catch (NumberFormatException noSpan) {
      return null;
    }
  }
}
