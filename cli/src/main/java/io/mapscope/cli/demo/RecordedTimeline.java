package io.mapscope.cli.demo;

import io.mapscope.events.MapscopeEvents;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import jdk.jfr.consumer.RecordedEvent;
import jdk.jfr.consumer.RecordingFile;

/**
 * What the recording tells: growths and their steps by map, and the pauses of the collector. The
 * page is drawn from it, so that it shows what any reader of the recording sees.
 */
final class RecordedTimeline {

  /**
   * A growth.
   *
   * @param number within its map
   * @param start when it began
   * @param end when the last chain was evacuated
   * @param bucketsBefore buckets before
   * @param bucketsAfter buckets after
   * @param entries in the map when it began
   * @param steps writes that did work for it
   * @param longestStepNanos the longest of them
   * @param workNanos all of them
   * @param reason load, overflow or prepared
   */
  record Growth(
      long number,
      Instant start,
      Instant end,
      long bucketsBefore,
      long bucketsAfter,
      long entries,
      long steps,
      long longestStepNanos,
      long workNanos,
      String reason) {}

  /**
   * Something that took time: a step of a growth, or a pause of the collector.
   *
   * @param start when
   * @param duration how long
   * @param growth number of the growth, 0 for a pause
   */
  record Span(Instant start, Duration duration, long growth) {

    Instant end() {
      return start.plus(duration);
    }

    boolean overlaps(Instant from, Instant to) {
      return start.isBefore(to) && end().isAfter(from);
    }
  }

  private static final String GC_PAUSE = "jdk.GCPhasePause";

  private final Map<String, Long> numbers = new HashMap<>();
  private final Map<Long, List<Growth>> growths = new HashMap<>();
  private final Map<Long, List<Span>> slowSteps = new HashMap<>();
  private final List<Span> pauses = new ArrayList<>();

  private RecordedTimeline() {}

  static RecordedTimeline read(Path recording) throws IOException {
    RecordedTimeline timeline = new RecordedTimeline();
    try (RecordingFile file = new RecordingFile(recording)) {
      while (file.hasMoreEvents()) {
        timeline.accept(file.readEvent());
      }
    }
    timeline.growths.values().forEach(list -> list.sort((a, b) -> a.start.compareTo(b.start)));
    return timeline;
  }

  /** A timeline of one map, as if it had been recorded. */
  static RecordedTimeline of(
      String mapName, List<Growth> growths, List<Span> slowSteps, List<Span> pauses) {
    RecordedTimeline timeline = new RecordedTimeline();
    timeline.numbers.put(mapName, 1L);
    timeline.growths.put(1L, growths);
    timeline.slowSteps.put(1L, slowSteps);
    timeline.pauses.addAll(pauses);
    return timeline;
  }

  /** Growths of the map, in order. */
  List<Growth> growths(String mapName) {
    return growths.getOrDefault(number(mapName), List.of());
  }

  /** Steps of the map that were slow enough to be recorded. */
  List<Span> slowSteps(String mapName) {
    return slowSteps.getOrDefault(number(mapName), List.of());
  }

  /** Pauses of the collector that overlap with the time given. */
  List<Span> pauses(Instant from, Instant to) {
    return pauses.stream().filter(pause -> pause.overlaps(from, to)).toList();
  }

  private long number(String mapName) {
    return numbers.getOrDefault(mapName, 0L);
  }

  private void accept(RecordedEvent event) {
    switch (event.getEventType().getName()) {
      case MapscopeEvents.MAP_CREATED ->
          numbers.put(event.getString("name"), event.getLong("mapNumber"));
      case MapscopeEvents.GROWTH ->
          growths
              .computeIfAbsent(event.getLong("mapNumber"), map -> new ArrayList<>())
              .add(growth(event));
      case MapscopeEvents.GROW_WORK ->
          slowSteps
              .computeIfAbsent(event.getLong("mapNumber"), map -> new ArrayList<>())
              .add(span(event, event.getLong("growth")));
      case GC_PAUSE -> pauses.add(span(event, 0));
      default -> {
        // The other events are for other readers.
      }
    }
  }

  private static Span span(RecordedEvent event, long growth) {
    return new Span(event.getStartTime(), event.getDuration(), growth);
  }

  private static Growth growth(RecordedEvent event) {
    return new Growth(
        event.getLong("growth"),
        event.getStartTime(),
        event.getEndTime(),
        event.getLong("bucketsBefore"),
        event.getLong("bucketsAfter"),
        event.getLong("entries"),
        event.getLong("steps"),
        event.getDuration("longestStep").toNanos(),
        event.getDuration("workTime").toNanos(),
        event.getString("reason"));
  }
}
