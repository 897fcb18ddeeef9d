package io.mapscope.resilience;

import io.mapscope.events.ActiveTrace;
import io.mapscope.events.DeadlineMissEvent;
import io.mapscope.events.MapscopeEvents;
import io.mapscope.events.ObservedMaps;
import java.util.HexFormat;

/** The trace that Mapscope's hook says is active. */
final class TraceIds {

  private TraceIds() {}

  /** 32 hexadecimal digits, or an empty text when there is no trace. */
  static String active() {
    if (!MapscopeEvents.ENABLED || !ObservedMaps.ready()) {
      return "";
    }
    // The hook writes into events; this one is never committed.
    DeadlineMissEvent carrier = new DeadlineMissEvent();
    ActiveTrace.stamp(carrier);
    HexFormat hex = HexFormat.of();
    return carrier.traceIdHigh == 0 && carrier.traceIdLow == 0
        ? ""
        : hex.toHexDigits(carrier.traceIdHigh) + hex.toHexDigits(carrier.traceIdLow);
  }
}
