package io.mapscope.cli.watch;

import io.mapscope.events.MapscopeEvents;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;
import jdk.jfr.consumer.EventStream;
import jdk.jfr.consumer.RecordedEvent;

/** The maps of a stream of events. Fed by the stream's thread, asked by another. */
final class WatchedMaps {

  private final Map<Long, WatchedMap> maps = new HashMap<>();

  void attach(EventStream stream) {
    on(stream, MapscopeEvents.MAP_CREATED, (map, event) -> map.named(name(event)));
    on(stream, MapscopeEvents.MAP_STATISTICS, this::statistics);
    on(stream, MapscopeEvents.OPERATION_SAMPLE, WatchedMaps::sampled);
    on(
        stream,
        MapscopeEvents.GROWTH_START,
        (map, event) -> map.growthStarted(event.getLong("growth")));
    on(stream, MapscopeEvents.GROWTH, WatchedMaps::growthEnded);
    on(stream, MapscopeEvents.GROW_WORK, (map, event) -> stalled(map, event, event.getDuration()));
    // An event of another release: the table goes without it, and without the JDK's stack trace.
    stream.onError(failure -> {});
  }

  /** A row for each map that has told its state. */
  synchronized List<MapRow> rows(Instant now) {
    long nanos = nanos(now);
    return maps.values().stream()
        .map(map -> map.row(nanos))
        .filter(row -> row.buckets() > 0)
        .toList();
  }

  private void on(EventStream stream, String name, BiConsumer<WatchedMap, RecordedEvent> handler) {
    stream.onEvent(
        name,
        event -> {
          synchronized (this) {
            handler.accept(
                maps.computeIfAbsent(event.getLong("mapNumber"), number -> new WatchedMap()),
                event);
          }
        });
  }

  private void statistics(WatchedMap map, RecordedEvent event) {
    if (event.getBoolean("last")) {
      maps.remove(event.getLong("mapNumber"));
      return;
    }
    long oldBuckets = event.getLong("oldBuckets");
    map.statistics(
        nanos(event.getEndTime()),
        event.getLong("entryCount"),
        event.getLong("bucketCount"),
        oldBuckets == 0 ? -1 : (double) event.getLong("mark") / oldBuckets,
        event.getLong("growths"),
        event.getLong("puts") + event.getLong("removes"));
  }

  private static void sampled(WatchedMap map, RecordedEvent event) {
    if ("get".equals(event.getString("operation"))) {
      map.lookupSampled(event.getInt("interval"));
    }
    stalled(map, event, event.getDuration());
  }

  private static void growthEnded(WatchedMap map, RecordedEvent event) {
    map.growthEnded(event.getLong("growth"));
    stalled(map, event, event.getDuration("longestStep"));
  }

  private static void stalled(WatchedMap map, RecordedEvent event, Duration time) {
    map.stalled(nanos(event.getEndTime()), time.toNanos());
  }

  private static String name(RecordedEvent event) {
    String name = event.getString("name");
    String site = event.getString("creationSite");
    if (name != null && !name.isEmpty()) {
      return name;
    }
    return site == null || site.isEmpty() ? "unnamed" : site;
  }

  private static long nanos(Instant instant) {
    return instant.getEpochSecond() * 1_000_000_000L + instant.getNano();
  }
}
