package io.mapscope.flame;

import io.mapscope.events.MapscopeEvents;
import io.mapscope.events.recording.TracedCall;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;
import one.jfr.JfrReader;
import one.jfr.event.Event;
import one.jfr.event.MethodTrace;

/**
 * When which thread was growing a map, in a whole recording.
 *
 * <p>Implementation note. The windows are the steps of instrumented maps ({@code GrowWork}, and
 * {@code Evacuate} where it was recorded) and the traced growths of other maps; not the growth of
 * an instrumented map as a whole, during most of which its threads do something else. Of windows
 * within each other on one thread the outermost stays, so those of a thread do not overlap and a
 * search by start finds the one. Times are those of the wall clock as each chunk converts its
 * ticks. Where there are more than half a million, the shortest are left out and counted.
 */
final class GrowthWindows {

  private final Map<Long, TreeMap<Long, GrowthWindow>> byThread = new HashMap<>();
  private final Map<Long, MapName> names = new HashMap<>();
  private final ChunkStacks stacks = new ChunkStacks();
  private final Scopes scopes = new Scopes();
  private final LongestWindows found;
  private int size;

  private GrowthWindows(int most) {
    found = new LongestWindows(most);
  }

  /** Reads all of them; the reader is at its end afterwards. */
  static GrowthWindows read(JfrReader reader) throws IOException {
    return read(reader, LongestWindows.MOST);
  }

  static GrowthWindows read(JfrReader reader, int most) throws IOException {
    reader.registerEvent(MapscopeEvents.GROW_WORK, MapStep.GrowWork.class);
    reader.registerEvent(MapscopeEvents.EVACUATE, MapStep.Evacuate.class);
    reader.registerEvent(MapscopeEvents.MAP_CREATED, MapStep.Created.class);
    reader.registerEvent(ScopeEvent.NAME, ScopeEvent.class);
    reader.stopAtNewChunk = true;
    GrowthWindows windows = new GrowthWindows(most);
    while (reader.hasMoreChunks()) {
      windows.stacks.nextChunk();
      windows.readChunk(reader);
    }
    windows.scopes.end();
    windows.found.inOrder().forEach(windows::add);
    return windows;
  }

  private void readChunk(JfrReader reader) throws IOException {
    for (Event event; (event = reader.readEvent()) != null; ) {
      if (event instanceof MapStep.Created created) {
        nameOf(created.mapNumber).told(created.firstText);
      } else if (event instanceof ScopeEvent scope) {
        long start = reader.eventTimeToNanos(scope.time);
        long end = reader.eventTimeToNanos(scope.time + scope.duration);
        scopes.add(ThreadKeys.of(reader, scope.tid), start, end, scope.trace);
      } else if (event instanceof MapStep step) {
        take(reader, step, step.duration, nameOf(step.mapNumber), null, step.trace);
      } else if (event instanceof MethodTrace call) {
        TracedCall grown = stacks.grown(reader, call);
        if (grown != null) {
          String type = grown.type();
          take(reader, call, call.duration, stacks.named(type), type, null);
        }
      }
    }
  }

  private MapName nameOf(long mapNumber) {
    return names.computeIfAbsent(mapNumber, number -> new MapName("map " + number));
  }

  private void take(
      JfrReader reader, Event event, long length, MapName map, String type, TraceLink trace) {
    long start = reader.eventTimeToNanos(event.time);
    long end = reader.eventTimeToNanos(event.time + length);
    if (found.takes(end - start)) {
      found.add(
          new GrowthWindow(
              ThreadKeys.of(reader, event.tid),
              start,
              end,
              map,
              stacks.callSite(reader, event.stackTraceId, type),
              trace));
    }
  }

  private void add(GrowthWindow window) {
    TreeMap<Long, GrowthWindow> ofThread =
        byThread.computeIfAbsent(window.thread(), thread -> new TreeMap<>());
    Map.Entry<Long, GrowthWindow> last = ofThread.lastEntry();
    if (last == null || last.getValue().endNanos() < window.endNanos()) {
      ofThread.put(window.startNanos(), linked(window));
      size++;
    }
  }

  /** Instrumented maps tell the span themselves; for others the thread's scopes do. */
  private GrowthWindow linked(GrowthWindow window) {
    TraceLink active =
        window.trace() != null
            ? null
            : scopes.activeIn(window.thread(), window.startNanos(), window.endNanos());
    return active == null ? window : window.withTrace(active);
  }

  /** The window that a moment of a thread falls into, or null. */
  GrowthWindow at(long thread, long nanos) {
    TreeMap<Long, GrowthWindow> ofThread = byThread.get(thread);
    Map.Entry<Long, GrowthWindow> before = ofThread == null ? null : ofThread.floorEntry(nanos);
    return before != null && nanos < before.getValue().endNanos() ? before.getValue() : null;
  }

  int size() {
    return size;
  }

  /** Windows that were too short to be kept. */
  long dropped() {
    return found.dropped();
  }
}
