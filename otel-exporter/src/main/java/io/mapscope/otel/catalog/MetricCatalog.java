package io.mapscope.otel.catalog;

import static io.mapscope.otel.catalog.AttributeNames.BOUNDARY;
import static io.mapscope.otel.catalog.AttributeNames.BREAKER_STATE;
import static io.mapscope.otel.catalog.AttributeNames.DEADLINE_OUTCOME;
import static io.mapscope.otel.catalog.AttributeNames.DELETION_KIND;
import static io.mapscope.otel.catalog.AttributeNames.DESTINATION;
import static io.mapscope.otel.catalog.AttributeNames.EVENT_TYPE;
import static io.mapscope.otel.catalog.AttributeNames.GROWING;
import static io.mapscope.otel.catalog.AttributeNames.GROWTH_REASON;
import static io.mapscope.otel.catalog.AttributeNames.IMPLEMENTATION;
import static io.mapscope.otel.catalog.AttributeNames.LOCK_MODE;
import static io.mapscope.otel.catalog.AttributeNames.LOSS_REASON;
import static io.mapscope.otel.catalog.AttributeNames.MAP_NAME;
import static io.mapscope.otel.catalog.AttributeNames.MISUSE;
import static io.mapscope.otel.catalog.AttributeNames.OPERATION;
import static io.mapscope.otel.catalog.AttributeNames.SAME_SIZE;

import java.util.ArrayList;
import java.util.List;

/** The metrics of the exporter. Its instruments are built from these definitions. */
public final class MetricCatalog {

  /** The kind of an instrument. */
  public enum Kind {
    /** A distribution. */
    HISTOGRAM,
    /** A total that only rises. */
    COUNTER,
    /** A sum that rises and falls, and that may be added over maps. */
    UP_DOWN_COUNTER,
    /** A value that must not be added over maps. */
    GAUGE
  }

  /**
   * One metric.
   *
   * @param name name in OpenTelemetry
   * @param kind kind of instrument
   * @param unit unit by the Unified Code for Units of Measure
   * @param description one sentence, without a full stop
   * @param attributes names of the attributes of each point, unmodifiable
   * @param boundaries upper bounds of a histogram's buckets, empty for other kinds, unmodifiable
   */
  public record Metric(
      String name,
      Kind kind,
      String unit,
      String description,
      List<String> attributes,
      List<Double> boundaries) {}

  // From an operation in the cache to well above the longest stall measured: 1.4 s, when a
  // ConcurrentHashMap of ten million entries grew.
  private static final List<Double> OF_ONE_OPERATION = boundaries(-7, 1);

  // A growth that is paced lasts as long as the writes that drive it take to come.
  private static final List<Double> OF_A_GROWTH = boundaries(-6, 4);

  private static final List<Metric> METRICS = new ArrayList<>();

  /** Latency of operations. */
  public static final Metric OPERATION_DURATION =
      duration(
          "hashmap.operation.duration",
          OF_ONE_OPERATION,
          "Duration of sampled operations; one operation in N whatever its duration, so unbiased",
          OPERATION,
          GROWING);

  /** How long growths take from start to end. */
  public static final Metric GROWTH_DURATION =
      duration(
          "hashmap.growth.duration",
          OF_A_GROWTH,
          "Time from the start of a growth to the evacuation of its last chain",
          GROWTH_REASON,
          SAME_SIZE);

  /** How long one write waited for a growth. */
  public static final Metric GROWTH_STALL_DURATION =
      duration(
          "hashmap.growth.stall.duration",
          OF_ONE_OPERATION,
          "The longest time that one write has spent on a growth, one value per growth",
          GROWTH_REASON,
          SAME_SIZE);

  /** How long operations on guarded maps waited for others. */
  public static final Metric LOCK_WAIT_DURATION =
      duration(
          "hashmap.lock.wait.duration",
          OF_ONE_OPERATION,
          "Waits for the lock or the owner of a guarded map, of the event's threshold and longer",
          LOCK_MODE);

  /** How long work for deletes took. */
  public static final Metric DELETION_DURATION =
      duration(
          "hashmap.deletion.duration",
          OF_ONE_OPERATION,
          "Work that deletes had put off, one value per batch of the event's threshold and longer",
          DELETION_KIND);

  /** Entries that an evictor has deleted. */
  public static final Metric ENTRIES_EVICTED =
      ofMap(
          "hashmap.entries.evicted",
          Kind.COUNTER,
          "{entry}",
          "Entries deleted because memory was short");

  /** Operations that were not done in time. */
  public static final Metric DEADLINE_MISSES =
      ofMap(
          "hashmap.deadline.misses",
          Kind.COUNTER,
          "{operation}",
          "Operations that were late for their deadline, or given up",
          DEADLINE_OUTCOME);

  /** Changes of breakers. */
  public static final Metric BREAKER_TRANSITIONS =
      ofMap(
          "hashmap.breaker.transitions",
          Kind.COUNTER,
          "{transition}",
          "Changes of circuit breakers around maps, by the state they changed to",
          BREAKER_STATE);

  /** Calls that breakers have rejected. */
  public static final Metric BREAKER_REJECTIONS =
      ofMap(
          "hashmap.breaker.rejections",
          Kind.COUNTER,
          "{operation}",
          "Operations that open circuit breakers have rejected, told when a breaker changes");

  /** Breakers by state. */
  public static final Metric BREAKER_COUNT =
      ofMap(
          "hashmap.breaker.count",
          Kind.UP_DOWN_COUNTER,
          "{breaker}",
          "Circuit breakers around maps, by state",
          BREAKER_STATE);

  /** Growths. */
  public static final Metric GROWTHS =
      ofMap("hashmap.growths", Kind.COUNTER, "{growth}", "Growths started", GROWTH_REASON);

  /** Chains evacuated. */
  public static final Metric CHAINS_EVACUATED =
      ofMap("hashmap.chains.evacuated", Kind.COUNTER, "{chain}", "Chains evacuated by growths");

  /** Entries moved. */
  public static final Metric ENTRIES_MOVED =
      ofMap("hashmap.entries.moved", Kind.COUNTER, "{entry}", "Entries moved by growths");

  /** Writes. */
  public static final Metric OPERATIONS =
      ofMap(
          "hashmap.operations",
          Kind.COUNTER,
          "{operation}",
          "Exact number of puts and removes; lookups are not counted",
          OPERATION);

  /** Uses against the contract. */
  public static final Metric MISUSES =
      ofMap(
          "hashmap.misuses",
          Kind.COUNTER,
          "{misuse}",
          "Uses of a map against its contract",
          MISUSE);

  /** Moments at which growth and deletes meet. */
  public static final Metric BOUNDARIES =
      ofMap(
          "hashmap.boundaries",
          Kind.COUNTER,
          "{boundary}",
          "Moments at which growth and deletes meet",
          BOUNDARY);

  /** Entries. */
  public static final Metric ENTRY_COUNT =
      ofMap("hashmap.entry.count", Kind.UP_DOWN_COUNTER, "{entry}", "Entries");

  /** Buckets. */
  public static final Metric BUCKET_COUNT =
      ofMap(
          "hashmap.bucket.count",
          Kind.UP_DOWN_COUNTER,
          "{bucket}",
          "Buckets, overflow buckets not counted");

  /** Overflow buckets. */
  public static final Metric OVERFLOW_BUCKET_COUNT =
      ofMap("hashmap.overflow_bucket.count", Kind.UP_DOWN_COUNTER, "{bucket}", "Overflow buckets");

  /** Holes. */
  public static final Metric HOLE_COUNT =
      ofMap(
          "hashmap.hole.count",
          Kind.UP_DOWN_COUNTER,
          "{slot}",
          "Slots emptied by deletes in the middle of a chain");

  /** Memory. */
  public static final Metric MEMORY_USED =
      ofMap(
          "hashmap.memory.used",
          Kind.UP_DOWN_COUNTER,
          "By",
          "Memory of the maps, keys and values not counted");

  /** Load factor. */
  public static final Metric LOAD_FACTOR =
      ofMap(
          "hashmap.load_factor", Kind.GAUGE, "1", "Entries per bucket, over all maps of the name");

  /** Progress of growths. */
  public static final Metric GROWTH_PROGRESS =
      ofMap(
          "hashmap.growth.progress",
          Kind.GAUGE,
          "1",
          "Share of the old buckets below the mark, 1 when no map of the name is growing");

  /** How near maps are to their limits of entries. */
  public static final Metric ENTRY_UTILIZATION =
      ofMap(
          "hashmap.entry.utilization",
          Kind.GAUGE,
          "1",
          "Entries relative to the map's limit, of the fullest map of the name; only of maps that"
              + " have a limit");

  /** Pauses of the garbage collector. */
  public static final Metric GC_PAUSE_DURATION =
      add(
          new Metric(
              "mapscope.gc.pause.duration",
              Kind.HISTOGRAM,
              "s",
              "Pauses of the garbage collector, to tell them from stalls of maps",
              List.of(),
              OF_ONE_OPERATION));

  /** Events that arrived. */
  public static final Metric EVENTS_RECEIVED =
      define(
          "mapscope.events.received",
          Kind.COUNTER,
          "{event}",
          "Flight Recorder events received",
          EVENT_TYPE);

  /** Events that are missing. */
  public static final Metric EVENTS_LOST =
      define(
          "mapscope.events.lost",
          Kind.COUNTER,
          "{event}",
          "Flight Recorder events that were committed but not mapped",
          LOSS_REASON);

  /** Losses to be taken back. */
  public static final Metric EVENTS_LATE =
      define(
          "mapscope.events.late",
          Kind.COUNTER,
          "{event}",
          "Events that came after they had been counted as lost, and were mapped");

  /** What Flight Recorder says of itself. */
  public static final Metric RECORDER_LOST =
      define(
          "mapscope.recorder.lost",
          Kind.COUNTER,
          "By",
          "Memory of events, of whatever types, that Flight Recorder says it has lost");

  /** Maps that share a name. */
  public static final Metric MAPS_FOLDED =
      define(
          "mapscope.maps.folded",
          Kind.COUNTER,
          "{map}",
          "Maps called (other) because there are too many names");

  /** Spans that did not arrive. */
  public static final Metric SPANS_LOST =
      define(
          "mapscope.spans.lost",
          Kind.COUNTER,
          "{span}",
          "Spans that a destination has not got",
          DESTINATION,
          LOSS_REASON);

  /** How far behind the exporter is. */
  public static final Metric STREAM_LAG =
      define(
          "mapscope.stream.lag",
          Kind.GAUGE,
          "s",
          "Longest time from the end of an event to its arrival, in the last batch; live only");

  /** Handlers that threw. */
  public static final Metric HANDLER_FAILURES =
      define(
          "mapscope.handler.failures",
          Kind.COUNTER,
          "{failure}",
          "Events whose handler has failed",
          EVENT_TYPE);

  private MetricCatalog() {}

  /**
   * All metrics, in the order of the documentation.
   *
   * @return an unmodifiable list
   */
  public static List<Metric> all() {
    return List.copyOf(METRICS);
  }

  private static Metric duration(
      String name, List<Double> boundaries, String description, String... further) {
    return add(
        new Metric(name, Kind.HISTOGRAM, "s", description, attributesOfMap(further), boundaries));
  }

  private static Metric ofMap(
      String name, Kind kind, String unit, String description, String... further) {
    return add(new Metric(name, kind, unit, description, attributesOfMap(further), List.of()));
  }

  private static Metric define(
      String name, Kind kind, String unit, String description, String... attributes) {
    return add(new Metric(name, kind, unit, description, List.of(attributes), List.of()));
  }

  private static Metric add(Metric metric) {
    METRICS.add(metric);
    return metric;
  }

  private static List<String> attributesOfMap(String... further) {
    List<String> attributes = new ArrayList<>(List.of(MAP_NAME, IMPLEMENTATION));
    attributes.addAll(List.of(further));
    return List.copyOf(attributes);
  }

  /** 1, 2 and 5 in each decade: a value is told to within a factor of 2.5. */
  private static List<Double> boundaries(int firstExponent, int lastExponent) {
    List<Double> bounds = new ArrayList<>();
    for (int exponent = firstExponent; exponent < lastExponent; exponent++) {
      for (String digit : List.of("1", "2", "5")) {
        bounds.add(Double.valueOf(digit + "e" + exponent));
      }
    }
    bounds.add(Double.valueOf("1e" + lastExponent));
    return List.copyOf(bounds);
  }
}
