package io.mapscope.otel.mapping;

import io.mapscope.events.MapscopeEvents;
import jdk.jfr.consumer.RecordedEvent;

/** A sampled operation becomes a value of the latency histogram. */
final class OperationSampleHandler extends MapEventHandler<OperationSampleHandler.Sample> {

  record Sample(String operation, boolean growing) {}

  private final Instruments instruments;

  OperationSampleHandler(Maps maps, Instruments instruments) {
    super(MapscopeEvents.OPERATION_SAMPLE, maps);
    this.instruments = instruments;
  }

  @Override
  Sample decode(RecordedEvent event) {
    return new Sample(event.getString("operation"), event.getBoolean("growing"));
  }

  @Override
  void apply(EventHead head, Sample detail, ObservedMap map) {
    instruments.operationSampled(map, head, detail.operation, detail.growing);
  }
}
