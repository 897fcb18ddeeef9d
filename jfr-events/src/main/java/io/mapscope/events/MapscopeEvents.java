package io.mapscope.events;

import java.util.List;

/** The catalogue of events, and the switch that removes them. */
public final class MapscopeEvents {

  /** Name of {@link MapCreatedEvent}. */
  public static final String MAP_CREATED = "mapscope.MapCreated";

  /** Name of {@link GrowthStartEvent}. */
  public static final String GROWTH_START = "mapscope.GrowthStart";

  /** Name of {@link GrowthEvent}. */
  public static final String GROWTH = "mapscope.Growth";

  /** Name of {@link GrowWorkEvent}. */
  public static final String GROW_WORK = "mapscope.GrowWork";

  /** Name of {@link EvacuateEvent}. */
  public static final String EVACUATE = "mapscope.Evacuate";

  /** Name of {@link DeleteEvent}. */
  public static final String DELETE = "mapscope.Delete";

  /** Name of {@link PutEvent}. */
  public static final String PUT = "mapscope.Put";

  /** Name of {@link ClearEvent}. */
  public static final String CLEAR = "mapscope.Clear";

  /** Name of {@link OperationSampleEvent}. */
  public static final String OPERATION_SAMPLE = "mapscope.OperationSample";

  /** Name of {@link MapStatisticsEvent}. */
  public static final String MAP_STATISTICS = "mapscope.MapStatistics";

  /** Name of {@link BoundaryEvent}. */
  public static final String BOUNDARY = "mapscope.Boundary";

  /** Name of {@link MisuseEvent}. */
  public static final String MISUSE = "mapscope.Misuse";

  /** Name of {@link LockWaitEvent}. */
  public static final String LOCK_WAIT = "mapscope.LockWait";

  /** Name of {@link EvictionEvent}. */
  public static final String EVICTION = "mapscope.Eviction";

  /** Name of {@link DeletionBatchEvent}. */
  public static final String DELETION_BATCH = "mapscope.DeletionBatch";

  /** Name of {@link DeadlineMissEvent}. */
  public static final String DEADLINE_MISS = "mapscope.DeadlineMiss";

  /** Name of {@link BreakerStateEvent}. */
  public static final String BREAKER_STATE = "mapscope.BreakerState";

  /** The system property that removes all instrumentation when it is {@code off}. */
  public static final String SWITCH = "mapscope.events";

  /**
   * False when the JVM was started with {@code -Dmapscope.events=off}. A constant for the compiler:
   * code behind it costs nothing when it is off.
   */
  public static final boolean ENABLED = !"off".equals(System.getProperty(SWITCH));

  private static final List<Class<? extends MapEvent>> TYPES =
      List.of(
          MapCreatedEvent.class,
          GrowthStartEvent.class,
          GrowthEvent.class,
          GrowWorkEvent.class,
          EvacuateEvent.class,
          DeleteEvent.class,
          PutEvent.class,
          ClearEvent.class,
          OperationSampleEvent.class,
          MapStatisticsEvent.class,
          BoundaryEvent.class,
          MisuseEvent.class,
          LockWaitEvent.class,
          EvictionEvent.class,
          DeletionBatchEvent.class,
          DeadlineMissEvent.class,
          BreakerStateEvent.class);

  private static final List<String> NAMES =
      List.of(
          MAP_CREATED,
          GROWTH_START,
          GROWTH,
          GROW_WORK,
          EVACUATE,
          DELETE,
          PUT,
          CLEAR,
          OPERATION_SAMPLE,
          MAP_STATISTICS,
          BOUNDARY,
          MISUSE,
          LOCK_WAIT,
          EVICTION,
          DELETION_BATCH,
          DEADLINE_MISS,
          BREAKER_STATE);

  private MapscopeEvents() {}

  /**
   * All event types, in the order of the documentation.
   *
   * @return an unmodifiable list
   */
  public static List<Class<? extends MapEvent>> types() {
    return TYPES;
  }

  /**
   * The names of all event types. Unlike {@link #types} this initialises none of them.
   *
   * @return an unmodifiable list, in the order of the documentation
   */
  public static List<String> names() {
    return NAMES;
  }
}
