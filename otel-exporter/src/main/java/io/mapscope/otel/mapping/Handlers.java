package io.mapscope.otel.mapping;

import java.util.List;

/** All handlers, one per type of event. */
final class Handlers {

  private Handlers() {}

  static List<EventHandler> of(Maps maps, MapNaming naming, Spans spans, Instruments instruments) {
    return List.of(
        new MapCreatedHandler(maps, naming),
        new GrowthStartHandler(maps),
        new GrowthHandler(maps),
        new GrowWorkHandler(maps),
        new EvacuateHandler(maps),
        new DeleteHandler(maps, spans),
        new PutHandler(maps, spans),
        new ClearHandler(maps),
        new OperationSampleHandler(maps, instruments),
        new MapStatisticsHandler(maps, instruments),
        new BoundaryHandler(maps, instruments),
        new MisuseHandler(maps, instruments),
        new LockWaitHandler(maps, instruments),
        new DataLossHandler());
  }
}
