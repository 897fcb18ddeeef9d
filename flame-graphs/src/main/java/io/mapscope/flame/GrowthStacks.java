package io.mapscope.flame;

import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import one.convert.Arguments;
import one.convert.JfrConverter;
import one.jfr.JfrReader;
import one.jfr.StackTrace;
import one.jfr.event.Event;

/**
 * The samples of each single growth of a recording, to be asked for one by one.
 *
 * <p>Implementation note. One pass over the recording puts each sample that lies in a window of
 * growth beside that window, as a line of frames; asking then costs the windows that overlap. Lines
 * beyond a number are not kept, which bounds memory: a report shows the longest growths only.
 *
 * <p>Immutable after it was read; any thread may ask.
 */
public final class GrowthStacks {

  /** Distinct lines, of some 2 KB each. */
  private static final int MOST_LINES = 50_000;

  private final Map<Long, TreeMap<Long, Growth>> byThread = new HashMap<>();
  private int lines;

  private static final class Growth {
    final GrowthWindow window;
    final Map<String, Long> stacks = new HashMap<>();

    Growth(GrowthWindow window) {
      this.window = window;
    }
  }

  private GrowthStacks() {}

  static GrowthStacks read(JfrReader reader, GrowthWindows windows, SampleKind kind)
      throws IOException {
    GrowthStacks stacks = new GrowthStacks();
    Arguments arguments = new Arguments();
    kind.describe(arguments);
    stacks.new Collector(reader, arguments, windows, kind).convert();
    return stacks;
  }

  /**
   * The samples that were taken of a thread while it grew maps in some time.
   *
   * @param threadId Java's number of the thread
   * @param fromNanos start since the epoch
   * @param toNanos end since the epoch
   * @return one line for each stack: its frames from the outermost to the innermost, separated by
   *     semicolons, a blank, and how many samples; empty when there are none
   */
  public Optional<String> collapsed(long threadId, long fromNanos, long toNanos) {
    TreeMap<Long, Growth> ofThread = byThread.get(threadId);
    if (ofThread == null) {
      return Optional.empty();
    }
    Map<String, Long> sum = new TreeMap<>();
    // A window that has begun before may reach into the time: those of a thread do not overlap.
    Long first = ofThread.floorKey(fromNanos);
    for (Growth growth : ofThread.tailMap(first == null ? fromNanos : first).values()) {
      if (growth.window.startNanos() >= toNanos) {
        break;
      }
      if (growth.window.endNanos() > fromNanos) {
        growth.stacks.forEach((stack, count) -> sum.merge(stack, count, Long::sum));
      }
    }
    StringBuilder text = new StringBuilder();
    sum.forEach((stack, count) -> text.append(stack).append(' ').append(count).append('\n'));
    return sum.isEmpty() ? Optional.empty() : Optional.of(text.toString());
  }

  private void add(GrowthWindow window, String stack) {
    Map<String, Long> stacks =
        byThread
            .computeIfAbsent(window.thread(), thread -> new TreeMap<>())
            .computeIfAbsent(window.startNanos(), start -> new Growth(window))
            .stacks;
    if (lines < MOST_LINES || stacks.containsKey(stack)) {
      lines += stacks.merge(stack, 1L, Long::sum) == 1 ? 1 : 0;
    }
  }

  /** Names of frames are looked up while their chunk is read. */
  private final class Collector extends JfrConverter {

    private final GrowthWindows windows;
    private final SampleKind kind;

    Collector(JfrReader reader, Arguments arguments, GrowthWindows windows, SampleKind kind) {
      super(reader, arguments);
      this.windows = windows;
      this.kind = kind;
    }

    @Override
    protected void collectEvents(one.convert.Filter all) throws IOException {
      for (Event event; (event = jfr.readEvent(kind.type)) != null; ) {
        StackTrace trace = jfr.stackTraces.get(event.stackTraceId);
        GrowthWindow window =
            trace == null || !kind.has(event, jfr)
                ? null
                : windows.at(ThreadKeys.of(jfr, event.tid), jfr.eventTimeToNanos(event.time));
        if (window != null) {
          add(window, line(trace));
        }
      }
    }

    @Override
    protected void convertChunk() {}

    private String line(StackTrace trace) {
      StringBuilder frames = new StringBuilder();
      for (int i = trace.methods.length - 1; i >= 0; i--) {
        frames.append(getMethodName(trace.methods[i], trace.types[i])).append(i == 0 ? "" : ";");
      }
      return frames.toString();
    }
  }
}
