package io.mapscope.flame;

import java.util.Objects;

/**
 * A time in which one thread was growing a map.
 *
 * @param thread the thread, as {@link ThreadKeys} has it
 * @param startNanos since the epoch
 * @param endNanos since the epoch
 * @param map name of an instrumented map, class of another
 * @param callSite class, method and line that called the map, or null when not recorded
 * @param trace the trace that was active, or null
 */
record GrowthWindow(
    long thread, long startNanos, long endNanos, MapName map, String callSite, TraceLink trace) {

  GrowthWindow {
    Objects.requireNonNull(map, "map");
  }

  GrowthWindow withTrace(TraceLink active) {
    return new GrowthWindow(thread, startNanos, endNanos, map, callSite, active);
  }
}
