package io.mapscope.otel.mapping;

import io.mapscope.events.MapscopeEvents;
import io.opentelemetry.api.trace.SpanContext;
import jdk.jfr.consumer.RecordedEvent;

/** A sampled operation becomes a value of the latency histogram. */
final class OperationSampleHandler extends MapEventHandler<OperationSampleHandler.Sample> {

  record Sample(String operation, boolean growing, long nanos, SpanContext victim) {}

  private final EventField operation = field("operation");
  private final EventField growing = field("growing");
  private final EventField spanId = field("spanId");
  private final Instruments instruments;

  OperationSampleHandler(Maps maps, Instruments instruments) {
    super(MapscopeEvents.OPERATION_SAMPLE, maps);
    this.instruments = instruments;
  }

  @Override
  Sample detail(RecordedEvent event, long sequence, EventTime time) {
    return new Sample(
        operation.getText(event),
        growing.getBoolean(event),
        time.endNanos() - time.startNanos(),
        EventHeads.victim(event, spanId));
  }

  @Override
  void apply(Sample detail, long sequence, EventTime time, ObservedMap map) {
    instruments.operationSampled(map, detail);
  }
}
