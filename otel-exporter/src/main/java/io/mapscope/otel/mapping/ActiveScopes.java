package io.mapscope.otel.mapping;

import io.opentelemetry.api.trace.SpanContext;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;

/**
 * Which span was active on a thread when, as OpenTelemetry's events for Flight Recorder tell it.
 *
 * <p>Implementation note. A scope is told when it ends, after the growths in it; a recording by
 * async-profiler has its growths in a chunk after those of all scopes. So both orders happen, and
 * scopes are kept: those that are long enough to hold a growth worth telling, and so many that
 * memory is bounded.
 */
final class ActiveScopes {

  private record Scope(long thread, long startNanos, long endNanos, SpanContext span) {
    boolean holds(long start, long end) {
      return startNanos <= start && end <= endNanos;
    }
  }

  private static final int MOST = 100_000;
  private static final long SHORTEST_NANOS = 100_000;

  private final Map<Long, Deque<Scope>> byThread = new HashMap<>();
  private final Deque<Scope> all = new ArrayDeque<>();

  void ended(long thread, long startNanos, long endNanos, SpanContext span) {
    if (endNanos - startNanos < SHORTEST_NANOS) {
      return;
    }
    if (all.size() == MOST) {
      Scope oldest = all.removeFirst();
      byThread.get(oldest.thread).remove(oldest);
    }
    Scope scope = new Scope(thread, startNanos, endNanos, span);
    all.addLast(scope);
    byThread.computeIfAbsent(thread, id -> new ArrayDeque<>()).addLast(scope);
  }

  /** The innermost span that was active on the thread all that time, invalid when none is known. */
  SpanContext activeIn(long thread, long startNanos, long endNanos) {
    Scope innermost = null;
    for (Scope scope : byThread.getOrDefault(thread, new ArrayDeque<>())) {
      if (scope.holds(startNanos, endNanos)
          && (innermost == null || innermost.startNanos <= scope.startNanos)) {
        innermost = scope;
      }
    }
    return innermost == null ? SpanContext.getInvalid() : innermost.span;
  }
}
