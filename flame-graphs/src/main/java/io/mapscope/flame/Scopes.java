package io.mapscope.flame;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;

/**
 * Which span was active on a thread when.
 *
 * <p>Implementation note. The scopes of a thread lie within each other or apart, so each knows the
 * one around it, and the innermost that holds a window is found by a search and some steps outward.
 * Those too short to hold a growth worth telling are left out, and so is what is beyond a number.
 */
final class Scopes {

  private static final int MOST = 100_000;
  private static final long SHORTEST_NANOS = 10_000;

  private record Scope(long startNanos, long endNanos, TraceLink trace, Scope around) {
    Scope in(Scope outer) {
      return new Scope(startNanos, endNanos, trace, outer);
    }
  }

  private final Map<Long, List<Scope>> read = new HashMap<>();
  private final Map<Long, NavigableMap<Long, Scope>> byThread = new HashMap<>();
  private int size;

  void add(long thread, long startNanos, long endNanos, TraceLink trace) {
    if (trace != null && endNanos - startNanos >= SHORTEST_NANOS && size < MOST) {
      read.computeIfAbsent(thread, id -> new ArrayList<>())
          .add(new Scope(startNanos, endNanos, trace, null));
      size++;
    }
  }

  /** Puts them in order when all have been added. */
  void end() {
    read.forEach((thread, scopes) -> byThread.put(thread, nested(scopes)));
    read.clear();
  }

  private static NavigableMap<Long, Scope> nested(List<Scope> scopes) {
    scopes.sort(
        Comparator.comparingLong(Scope::startNanos)
            .thenComparing(Comparator.comparingLong(Scope::endNanos).reversed()));
    NavigableMap<Long, Scope> byStart = new TreeMap<>();
    Deque<Scope> open = new ArrayDeque<>();
    for (Scope scope : scopes) {
      while (!open.isEmpty() && open.peek().endNanos <= scope.startNanos) {
        open.pop();
      }
      Scope placed = scope.in(open.peek());
      byStart.put(scope.startNanos, placed); // Of those with one start the innermost.
      open.push(placed);
    }
    return byStart;
  }

  /** The innermost span that was active on the thread all that time, or null. */
  TraceLink activeIn(long thread, long startNanos, long endNanos) {
    NavigableMap<Long, Scope> ofThread = byThread.get(thread);
    Map.Entry<Long, Scope> last = ofThread == null ? null : ofThread.floorEntry(startNanos);
    Scope scope = last == null ? null : last.getValue();
    while (scope != null && scope.endNanos < endNanos) {
      scope = scope.around;
    }
    return scope == null ? null : scope.trace;
  }
}
