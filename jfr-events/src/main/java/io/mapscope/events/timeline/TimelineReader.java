package io.mapscope.events.timeline;

import io.mapscope.events.MapscopeEvents;
import io.mapscope.events.recording.CheckedRecording;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import jdk.jfr.consumer.EventStream;
import jdk.jfr.consumer.RecordedEvent;

/**
 * Replays the events of maps into their timelines.
 *
 * <pre>{@code
 * for (MapTimeline timeline : TimelineReader.read(Path.of("profile.jfr"))) {
 *   timeline.growths().forEach(System.out::println);
 * }
 * }</pre>
 *
 * <p>A running stream feeds a reader by {@link #attach}; {@link #timelines} then tells how far it
 * has come, on the stream's thread, for example whenever the stream flushes.
 *
 * <p>The events of one JVM go into one reader, several recordings of it one after the other: maps
 * are numbered within their JVM. Other events are passed over. Events must come nearly in the order
 * of their end times, as {@link EventStream} gives them, unless the reader is {@link #ofAnyOrder}.
 *
 * <p>Cost: no event is kept. A state takes 44 bytes, and up to a hundred thousand events of a map
 * are held back while an earlier one is missing. A resolution bounds the states: at most one for
 * each such time, and one for each start and end of a growth.
 *
 * <p>Not thread-safe.
 */
public final class TimelineReader {

  private static final Set<String> NAMES = Set.copyOf(MapscopeEvents.names());

  private static final class ObservedMap {
    final Replay replay;
    final SequenceOrder order;
    MapLabel label;

    ObservedMap(long mapNumber, long resolutionNanos, int least, int most) {
      replay = new Replay(resolutionNanos);
      order = new SequenceOrder(replay, least, most);
      label = new MapLabel(mapNumber, null, null);
    }

    MapTimeline timeline() {
      return replay.timeline(label);
    }
  }

  private final Map<Long, ObservedMap> maps = new TreeMap<>();
  private final long resolutionNanos;
  private final int least;
  private final int most;
  private long accepted;

  /** A reader that keeps every state. */
  public TimelineReader() {
    this(Duration.ZERO);
  }

  /**
   * A reader that keeps at most one state for each such time, the last one.
   *
   * @param resolution not null, not negative; by so much a state may be told too early
   */
  public TimelineReader(Duration resolution) {
    this(resolution, SequenceOrder.LEAST_HELD, SequenceOrder.MOST_HELD);
  }

  private TimelineReader(Duration resolution, int least, int most) {
    if (resolution.isNegative()) {
      throw new IllegalArgumentException("resolution must not be negative: " + resolution);
    }
    this.resolutionNanos = resolution.toNanos();
    this.least = least;
    this.most = most;
  }

  /**
   * A reader for events that need not be in order, as those of a stream that is not ordered, where
   * the buffers of threads follow one another.
   *
   * @param resolution not null, not negative; by so much a state may be told too early
   * @param held how many events of each map may be held back, positive, at some 100 bytes each: an
   *     earlier one that comes after half of so many is told as missing
   * @return a new reader
   */
  public static TimelineReader ofAnyOrder(Duration resolution, int held) {
    if (held < 1) {
      throw new IllegalArgumentException("how many to hold back must be positive: " + held);
    }
    return new TimelineReader(resolution, held / 2, held);
  }

  /**
   * Reads a whole recording.
   *
   * @param recording file of one JVM, not null
   * @return a timeline for each map, in the order of their numbers
   * @throws IOException if the file is no recording, or cut off
   */
  public static List<MapTimeline> read(Path recording) throws IOException {
    TimelineReader reader = new TimelineReader();
    reader.readFile(recording);
    return reader.end();
  }

  /**
   * Takes the events of a recording. Several of one JVM may follow each other.
   *
   * @param recording file, not null
   * @throws IOException if the file is no recording, cut off or otherwise damaged: then no event is
   *     taken; or if an event was recorded with other fields than this release has
   */
  public void readFile(Path recording) throws IOException {
    CheckedRecording checked = CheckedRecording.of(recording, NAMES);
    Throwable[] failure = new Throwable[1];
    long before = accepted;
    CheckedRecording.stream(
        recording,
        stream -> {
          stream.onError(thrown -> failure[0] = failure[0] == null ? thrown : failure[0]);
          attach(stream);
        });
    if (failure[0] != null) {
      throw new IOException(
          recording + " cannot be read; was it recorded with this release?", failure[0]);
    }
    checked.requireAll(recording, accepted - before);
  }

  /**
   * Takes the events of a stream from its start on.
   *
   * @param stream not started yet, not null
   */
  public void attach(EventStream stream) {
    NAMES.forEach(name -> stream.onEvent(name, this::accept));
  }

  /**
   * Takes one event, which may be used again afterwards.
   *
   * @param event of any type, not null
   */
  public void accept(RecordedEvent event) {
    String name = event.getEventType().getName();
    if (!NAMES.contains(name)) {
      return;
    }
    accepted++;
    long number = event.getLong("mapNumber");
    ObservedMap map =
        maps.computeIfAbsent(number, n -> new ObservedMap(n, resolutionNanos, least, most));
    if (name.equals(MapscopeEvents.MAP_CREATED)) {
      map.label = new MapLabel(number, event.getString("name"), event.getString("implementation"));
    }
    map.order.add(Decoder.step(event));
  }

  /**
   * The timelines as far as events have come. An event that waits for an earlier one is not in them
   * yet.
   *
   * @return one for each map, in the order of their numbers
   */
  public List<MapTimeline> timelines() {
    maps.values().forEach(map -> map.order.settle());
    return maps.values().stream().map(ObservedMap::timeline).toList();
  }

  /**
   * Tells that no event follows: earlier ones are not waited for any more.
   *
   * @return a timeline for each map, in the order of their numbers
   */
  public List<MapTimeline> end() {
    for (ObservedMap map : maps.values()) {
      map.order.end();
      map.replay.end();
    }
    return timelines();
  }
}
