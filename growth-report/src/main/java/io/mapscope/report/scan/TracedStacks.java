package io.mapscope.report.scan;

import io.mapscope.events.recording.TracedCall;
import java.util.IdentityHashMap;
import jdk.jfr.consumer.RecordedEvent;
import jdk.jfr.consumer.RecordedMethod;
import jdk.jfr.consumer.RecordedStackTrace;

/**
 * What the stack of a traced call tells: which map, at which line.
 *
 * <p>Implementation note. A program has few such stacks and a recording millions of calls, so what
 * a stack tells is kept beside it, see {@link Kept}. Two methods may be called by one line: the
 * method, where the event names it, must be the same. What a stack does not tell is not kept: a
 * stream of the JDK may hand out events before it has read their constants, and tell all of it a
 * moment later.
 */
final class TracedStacks {

  private static final int MOST = 2_000;
  private static final String HELP = "helpTransfer";

  /**
   * What calls with such a stack are.
   *
   * @param method as the event names it, or null
   * @param call what was called, null when nothing tells
   * @param kind what that means
   * @param truncated whether the program's line lies below what was recorded
   * @param map whose it is, null unless it grows or has long chains
   * @param first whether it makes a first table
   * @param helps whether it was called to help with another thread's growth
   */
  record Seen(
      RecordedMethod method,
      TracedCall call,
      Kind kind,
      boolean truncated,
      MapFindings map,
      FirstTable first,
      boolean helps) {

    boolean isTold() {
      return call != null && (map == null || map.site != null);
    }
  }

  /** What a traced call is to a map. */
  enum Kind {
    GROWTH,
    LONG_CHAIN,
    OTHER,
    UNKNOWN
  }

  private final SeenMaps maps;
  private final IdentityHashMap<RecordedStackTrace, Seen> kept = new IdentityHashMap<>();

  TracedStacks(SeenMaps maps) {
    this.maps = maps;
  }

  Seen of(RecordedEvent event) {
    RecordedStackTrace stack = event.getStackTrace();
    RecordedMethod method = event.getValue("method");
    Seen seen = stack == null ? null : kept.get(stack);
    if (seen == null || seen.method != method) {
      seen = read(event, method);
      if (stack != null && seen.isTold()) {
        if (kept.size() >= MOST) {
          kept.clear();
        }
        kept.put(stack, seen);
      }
    }
    return seen;
  }

  private Seen read(RecordedEvent event, RecordedMethod method) {
    TracedCall call = TracedCall.of(event);
    if (call == null) {
      return new Seen(method, null, Kind.UNKNOWN, true, null, null, false);
    }
    if (!call.isLongChain() && !call.grows()) {
      return new Seen(method, call, Kind.OTHER, false, null, null, false);
    }
    String type = call.type();
    String site = Stacks.site(event, type);
    MapFindings map = maps.at(type, site);
    return new Seen(
        method,
        call,
        call.isLongChain() ? Kind.LONG_CHAIN : Kind.GROWTH,
        site == null && Stacks.truncated(event),
        map,
        FirstTable.of(map.table, Stacks.caller(event, call)),
        call.method().equals(HELP) || Stacks.contains(event, type, HELP));
  }
}
