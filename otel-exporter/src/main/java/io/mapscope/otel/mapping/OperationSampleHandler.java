package io.mapscope.otel.mapping;

import io.mapscope.events.MapscopeEvents;
import io.opentelemetry.api.trace.SpanContext;
import jdk.jfr.consumer.RecordedEvent;

/** A sampled operation becomes a value of the latency histogram. */
final class OperationSampleHandler extends MapEventHandler<OperationSampleHandler.Sample> {

  record Sample(String operation, boolean growing, long nanos, SpanContext victim) {}

  private final Instruments instruments;

  OperationSampleHandler(Maps maps, Instruments instruments) {
    super(MapscopeEvents.OPERATION_SAMPLE, maps);
    this.instruments = instruments;
  }

  @Override
  Sample detail(RecordedEvent event, long sequence, EventTime time) {
    return new Sample(
        text(event, "operation"),
        event.getBoolean("growing"),
        time.endNanos() - time.startNanos(),
        EventHeads.victim(event));
  }

  @Override
  void apply(Sample detail, ObservedMap map) {
    instruments.operationSampled(map, detail);
  }
}
