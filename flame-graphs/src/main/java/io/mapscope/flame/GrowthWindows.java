package io.mapscope.flame;

import io.mapscope.events.MapscopeEvents;
import io.mapscope.events.recording.TracedCall;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
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
 * ticks.
 */
final class GrowthWindows {

  private final Map<Long, TreeMap<Long, GrowthWindow>> byThread = new HashMap<>();
  private int size;

  /** Reads all of them; the reader is at its end afterwards. */
  static GrowthWindows read(JfrReader reader) throws IOException {
    reader.registerEvent(MapscopeEvents.GROW_WORK, MapStep.GrowWork.class);
    reader.registerEvent(MapscopeEvents.EVACUATE, MapStep.Evacuate.class);
    reader.registerEvent(MapscopeEvents.MAP_CREATED, MapStep.Created.class);
    reader.stopAtNewChunk = true;
    List<GrowthWindow> found = new ArrayList<>();
    Map<Long, String> names = new HashMap<>();
    while (reader.hasMoreChunks()) {
      readChunk(reader, found, names);
    }
    GrowthWindows windows = new GrowthWindows();
    found.sort(
        Comparator.comparingLong(GrowthWindow::startNanos)
            .thenComparing(Comparator.comparingLong(GrowthWindow::endNanos).reversed()));
    found.forEach(windows::add);
    return windows;
  }

  private static void readChunk(JfrReader reader, List<GrowthWindow> found, Map<Long, String> names)
      throws IOException {
    List<MapStep> steps = new ArrayList<>();
    for (Event event; (event = reader.readEvent()) != null; ) {
      if (event instanceof MapStep.Created created) {
        names.put(created.mapNumber, created.firstText);
      } else if (event instanceof MapStep step) {
        steps.add(step);
      } else if (event instanceof MethodTrace call) {
        TracedCall traced = Frames.traced(reader, call);
        if (traced.grows()) {
          found.add(
              window(
                  reader,
                  call.time,
                  call.duration,
                  call.tid,
                  call.stackTraceId,
                  traced.type(),
                  null));
        }
      }
    }
    for (MapStep step : steps) {
      String name = names.get(step.mapNumber);
      found.add(
          window(
              reader,
              step.time,
              step.duration,
              step.tid,
              step.stackTraceId,
              name == null ? "map " + step.mapNumber : name,
              step.trace));
    }
  }

  private static GrowthWindow window(
      JfrReader reader,
      long start,
      long length,
      int thread,
      int stack,
      String map,
      TraceLink trace) {
    return new GrowthWindow(
        ThreadKeys.of(reader, thread),
        reader.eventTimeToNanos(start),
        reader.eventTimeToNanos(start + length),
        map,
        Frames.callSite(reader, stack),
        trace);
  }

  private void add(GrowthWindow window) {
    TreeMap<Long, GrowthWindow> ofThread =
        byThread.computeIfAbsent(window.thread(), thread -> new TreeMap<>());
    Map.Entry<Long, GrowthWindow> last = ofThread.lastEntry();
    if (last == null || last.getValue().endNanos() < window.endNanos()) {
      ofThread.put(window.startNanos(), window);
      size++;
    }
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
}
