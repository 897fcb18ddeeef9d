package io.mapscope.otel.catalog;

/** The names of attributes on spans and metrics. */
public final class AttributeNames {

  /** Name of the map: given by the program, else its creation site, else {@code unnamed}. */
  public static final String MAP_NAME = "hashmap.name";

  /** Class of the map. */
  public static final String IMPLEMENTATION = "hashmap.implementation";

  /** Number of the map within its JVM; on spans only, as every map would be a series of its own. */
  public static final String MAP_NUMBER = "hashmap.map";

  /** The operation: get, put or remove; of grow work also prepare. */
  public static final String OPERATION = "hashmap.operation";

  /** Whether the map was growing when the operation began. */
  public static final String GROWING = "hashmap.growing";

  /** Number of the growth within its map. */
  public static final String GROWTH = "hashmap.growth.number";

  /** Why the map grew: load, overflow, prepared, or unknown when its start was not seen. */
  public static final String GROWTH_REASON = "hashmap.growth.reason";

  /** Whether the growth kept the number of buckets. */
  public static final String SAME_SIZE = "hashmap.growth.same_size";

  /** On a growth's link to the span in which it began. */
  public static final String GROWTH_CAUSE = "hashmap.growth.cause";

  /** On a growth's link to a victim: the seconds that its slow writes worked for the growth. */
  public static final String VICTIM_WORK_TIME = "hashmap.victim.work_time";

  /** What misuse was detected. */
  public static final String MISUSE = "hashmap.misuse";

  /** What a guarded map was waited for: read, write or queue. */
  public static final String LOCK_MODE = "hashmap.lock.mode";

  /** What was done late for deletes: purge, expire, deliver or fallback. */
  public static final String DELETION_KIND = "hashmap.deletion.kind";

  /** What became of an operation that missed its deadline: late, not-begun or left-running. */
  public static final String DEADLINE_OUTCOME = "hashmap.deadline.outcome";

  /** State of a circuit breaker: closed, half-open or open. */
  public static final String BREAKER_STATE = "hashmap.breaker.state";

  /** Which boundary was crossed. */
  public static final String BOUNDARY = "hashmap.boundary";

  /** Name of a Flight Recorder event. */
  public static final String EVENT_TYPE = "mapscope.event.type";

  /** Why events are missing. */
  public static final String LOSS_REASON = "mapscope.loss.reason";

  /** Where spans go: an endpoint, a file or an exporter. */
  public static final String DESTINATION = "mapscope.destination";

  private AttributeNames() {}
}
