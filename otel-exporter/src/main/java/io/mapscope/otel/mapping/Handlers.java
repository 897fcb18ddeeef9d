package io.mapscope.otel.mapping;

import io.mapscope.events.MapscopeEvents;
import java.util.List;

/** All handlers, one per type of event. */
final class Handlers {

  private Handlers() {}

  static List<EventHandler> of(
      Maps maps,
      MapNaming naming,
      Spans spans,
      EventHeads heads,
      Instruments instruments,
      TracedGrowths traced) {
    return List.of(
        new MapCreatedHandler(maps, naming),
        new GrowthStartHandler(maps, heads),
        new GrowthHandler(maps, heads),
        new GrowWorkHandler(maps, heads),
        new EvacuateHandler(maps, heads),
        new DeleteHandler(maps, heads, spans),
        new PutHandler(maps, heads, spans),
        new ClearHandler(maps),
        new OperationSampleHandler(maps, instruments),
        new MapStatisticsHandler(maps, instruments),
        new BoundaryHandler(maps, instruments),
        new MisuseHandler(maps, instruments),
        new DurationHandler(MapscopeEvents.LOCK_WAIT, "mode", maps, instruments::lockWaited),
        new EvictionHandler(maps, instruments),
        new DurationHandler(
            MapscopeEvents.DELETION_BATCH, "kind", maps, instruments::deletionWorked),
        new DeadlineMissHandler(maps, instruments),
        new BreakerStateHandler(maps, instruments),
        new MethodTraceHandler(traced),
        new TableAllocationHandler(TracedGrowths.IN_NEW_TLAB, traced.tables()),
        new TableAllocationHandler(TracedGrowths.OUTSIDE_TLAB, traced.tables()),
        new HeapConfigurationHandler(traced.tables()),
        new ScopeHandler(traced.scopes()),
        new GcPauseHandler(instruments));
  }
}
