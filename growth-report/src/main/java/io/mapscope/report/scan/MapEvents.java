package io.mapscope.report.scan;

import io.mapscope.events.GrowWorkEvent;
import io.mapscope.events.MapscopeEvents;
import io.mapscope.events.MisuseEvent;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Consumer;
import jdk.jfr.consumer.RecordedEvent;

/**
 * The events of instrumented maps.
 *
 * <p>Implementation note. A growth is told by its start, which has the stack, and its end, which
 * has the figures; they may come from two threads and so in either order. The start waits for the
 * end, 10,000 of them at most; a start that finds no end is a growth that was not over.
 */
final class MapEvents {

  private static final int MOST_OPEN = 10_000;
  private static final String LIBRARY = "io.mapscope.map.";

  private record GrowthKey(long map, long growth) {}

  private record Start(String thread, long threadId, Growth unfinished) {}

  private final SeenMaps maps;
  private final Growths growths;
  private final Stalls stalls;
  private final Losses losses;
  private final Map<String, Consumer<RecordedEvent>> handlers = new HashMap<>();
  private final Map<GrowthKey, Start> open = new LinkedHashMap<>();
  private final Map<GrowthKey, Growth> endedFirst = new LinkedHashMap<>();

  MapEvents(SeenMaps maps, Growths growths, Stalls stalls, Losses losses) {
    this.maps = maps;
    this.growths = growths;
    this.stalls = stalls;
    this.losses = losses;
    handlers.put(MapscopeEvents.MAP_CREATED, this::created);
    handlers.put(MapscopeEvents.GROWTH_START, this::growthStarted);
    handlers.put(MapscopeEvents.GROWTH, this::growthEnded);
    handlers.put(MapscopeEvents.GROW_WORK, this::growWork);
    handlers.put(MapscopeEvents.EVACUATE, this::numbered);
    handlers.put(MapscopeEvents.PUT, this::put);
    handlers.put(MapscopeEvents.DELETE, event -> operation(event, "remove"));
    handlers.put(MapscopeEvents.CLEAR, event -> operation(event, "clear"));
    handlers.put(MapscopeEvents.OPERATION_SAMPLE, event -> operation(event, null));
    handlers.put(MapscopeEvents.MAP_STATISTICS, this::statistics);
    handlers.put(MapscopeEvents.BOUNDARY, this::numbered);
    handlers.put(MapscopeEvents.MISUSE, this::misuse);
  }

  Map<String, Consumer<RecordedEvent>> handlers() {
    return handlers;
  }

  /** Growths that had begun and were not over. */
  void end() {
    endedFirst.values().forEach(growths::add);
    for (Start start : open.values()) {
      growths.add(start.unfinished);
      losses.unfinishedGrowth();
    }
  }

  private MapFindings numbered(RecordedEvent event) {
    MapFindings map = maps.numbered(event.getLong("mapNumber"));
    map.sequence.arrived(event.getLong("sequence"));
    return map;
  }

  private void created(RecordedEvent event) {
    boolean repeated = event.getBoolean("repeated");
    MapFindings map = repeated ? maps.numbered(event.getLong("mapNumber")) : numbered(event);
    map.name = event.getString("name");
    map.implementation = event.getString("implementation");
    String site = event.getString("creationSite");
    if (map.site == null && site != null) {
      map.site = site;
    }
  }

  private void growthStarted(RecordedEvent event) {
    MapFindings map = numbered(event);
    String site = Stacks.site(event, LIBRARY);
    if (site != null) {
      map.site = site;
      map.stack = Stacks.frames(event);
    } else if (Stacks.truncated(event)) {
      losses.truncatedStack();
    }
    GrowthKey key = new GrowthKey(event.getLong("mapNumber"), event.getLong("growth"));
    Growth ended = endedFirst.remove(key);
    String thread = Stacks.threadName(event);
    if (ended != null) {
      growths.add(ended.startedBy(thread, Stacks.threadId(event)));
    } else if (open.size() < MOST_OPEN) {
      open.put(key, new Start(thread, Stacks.threadId(event), unfinished(event, map, thread)));
    }
  }

  private void growthEnded(RecordedEvent event) {
    MapFindings map = numbered(event);
    long end = Times.nanos(event.getEndTime());
    long elapsed = event.getDuration("elapsedTime").toNanos();
    long work = event.getDuration("workTime").toNanos();
    map.grew(end - elapsed, end, 0);
    map.mostEntries = Math.max(map.mostEntries, event.getLong("entries"));
    map.workNanos += work;
    map.longestNanos = Math.max(map.longestNanos, event.getDuration("longestStep").toNanos());
    Growth growth = ended(event, map, end - elapsed, elapsed, work);
    GrowthKey key = new GrowthKey(event.getLong("mapNumber"), growth.number());
    Start start = open.remove(key);
    if (start != null) {
      growths.add(growth.startedBy(start.thread, start.threadId));
    } else if (endedFirst.size() < MOST_OPEN) {
      endedFirst.put(key, growth);
    } else {
      growths.add(growth);
    }
  }

  private static Growth ended(
      RecordedEvent event, MapFindings map, long start, long elapsed, long work) {
    return new Growth(
        map,
        event.getLong("growth"),
        start,
        elapsed,
        event.getDuration("longestStep").toNanos(),
        work,
        event.getLong("bucketsBefore"),
        event.getLong("bucketsAfter"),
        event.getLong("entries"),
        Certainty.TOLD,
        Stacks.threadName(event),
        Stacks.threadId(event),
        0,
        event.getBoolean("sameSize") ? Growth.Kind.SAME_SIZE : Growth.Kind.DOUBLING);
  }

  private static Growth unfinished(RecordedEvent event, MapFindings map, String thread) {
    return new Growth(
        map,
        event.getLong("growth"),
        Times.start(event),
        0,
        0,
        0,
        event.getLong("bucketsBefore"),
        event.getLong("bucketsAfter"),
        event.getLong("entries"),
        Certainty.TOLD,
        thread,
        Stacks.threadId(event),
        0,
        Growth.Kind.UNFINISHED);
  }

  private void growWork(RecordedEvent event) {
    MapFindings map = numbered(event);
    long nanos = event.getDuration().toNanos();
    if (nanos < stalls.threshold()) {
      return;
    }
    String operation = event.getString("operation");
    if (!operation.equals(GrowWorkEvent.PREPARE)) { // That was asked for, and has kept nobody.
      stall(event, map, nanos, operation, event.getLong("growth"), Cause.GROWTH);
    }
  }

  private void put(RecordedEvent event) {
    MapFindings map = numbered(event);
    long nanos = event.getDuration().toNanos();
    if (nanos >= stalls.threshold()) {
      Cause cause = event.getBoolean("startedGrowth") ? Cause.GROWTH : Cause.OTHER;
      stall(event, map, nanos, "put", 0, cause);
    }
  }

  private void operation(RecordedEvent event, String operation) {
    MapFindings map = numbered(event);
    long nanos = event.getDuration().toNanos();
    if (nanos >= stalls.threshold()) {
      String told = operation == null ? event.getString("operation") : operation;
      stall(event, map, nanos, told, 0, Cause.OTHER);
    }
  }

  private void stall(
      RecordedEvent event,
      MapFindings map,
      long nanos,
      String operation,
      long growth,
      Cause cause) {
    stalls.add(
        Stacks.threadId(event),
        stalls.lists(nanos)
            ? listed(event, map, nanos, operation, growth, cause)
            : Stall.counted(map, Times.start(event), nanos, growth, cause));
  }

  private static Stall listed(
      RecordedEvent event,
      MapFindings map,
      long nanos,
      String operation,
      long growth,
      Cause cause) {
    String site = Stacks.site(event, LIBRARY);
    long high = event.getLong("traceIdHigh");
    long low = event.getLong("traceIdLow");
    return new Stall(
        map,
        Times.start(event),
        nanos,
        operation,
        Stacks.threadName(event),
        site == null ? map.site : site,
        (high | low) == 0 ? null : String.format("%016x%016x", high, low),
        growth,
        cause);
  }

  private void statistics(RecordedEvent event) {
    MapFindings map = maps.numbered(event.getLong("mapNumber"));
    map.sequence.reached(event.getLong("eventsEmitted"));
    map.puts = Math.max(map.puts, event.getLong("puts"));
    map.removes = Math.max(map.removes, event.getLong("removes"));
    if (event.getBoolean("last") && map.mostEntries > 0) {
      return; // Told of a map that is gone; what it was like before says more.
    }
    map.entries = event.getLong("entryCount");
    map.mostEntries = Math.max(map.mostEntries, map.entries);
    map.footprint = Math.max(map.footprint, event.getLong("totalFootprint"));
    map.load = event.getFloat("load");
    map.reached(new Capacity(event.getLong("bucketCount"), map.mostEntries, Certainty.TOLD));
  }

  private void misuse(RecordedEvent event) {
    MapFindings map = numbered(event);
    if (MisuseEvent.LONG_CHAIN.equals(event.getString("detected"))) {
      map.longChains++;
      String site = Stacks.site(event, LIBRARY);
      if (site != null) {
        map.site = site;
        map.stack = Stacks.frames(event);
      }
    }
  }
}
