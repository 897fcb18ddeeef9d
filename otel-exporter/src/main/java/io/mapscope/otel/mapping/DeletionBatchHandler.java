package io.mapscope.otel.mapping;

import io.mapscope.events.MapscopeEvents;
import io.opentelemetry.api.trace.SpanContext;
import jdk.jfr.consumer.RecordedEvent;

/** Work that deletes had put off becomes a value of its histogram. */
final class DeletionBatchHandler extends MapEventHandler<DeletionBatchHandler.Batch> {

  record Batch(String kind, long nanos, SpanContext victim) {}

  private final EventField spanId = field("spanId");
  private final Instruments instruments;

  DeletionBatchHandler(Maps maps, Instruments instruments) {
    super(MapscopeEvents.DELETION_BATCH, maps);
    this.instruments = instruments;
  }

  @Override
  Batch detail(RecordedEvent event, long sequence, EventTime time) {
    return new Batch(
        text(event, "kind"), time.endNanos() - time.startNanos(), EventHeads.victim(event, spanId));
  }

  @Override
  void apply(Batch detail, long sequence, EventTime time, ObservedMap map) {
    instruments.deletionWorked(map, detail);
  }
}
