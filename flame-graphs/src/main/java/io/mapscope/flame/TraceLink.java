package io.mapscope.flame;

/**
 * A span that was active.
 *
 * @param traceIdHigh upper half of its trace's id
 * @param traceIdLow lower half
 * @param spanId its id
 */
record TraceLink(long traceIdHigh, long traceIdLow, long spanId) {

  /** Returns null for "no trace". */
  static TraceLink of(long traceIdHigh, long traceIdLow, long spanId) {
    return spanId == 0 ? null : new TraceLink(traceIdHigh, traceIdLow, spanId);
  }
}
