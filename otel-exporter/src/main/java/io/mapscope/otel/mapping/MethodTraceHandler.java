package io.mapscope.otel.mapping;

import jdk.jfr.consumer.RecordedEvent;

/** A traced call of a method that grows a map becomes a span and two durations. */
final class MethodTraceHandler extends EventHandler {

  private final TracedGrowths growths;

  MethodTraceHandler(TracedGrowths growths) {
    super(TracedGrowths.METHOD_TRACE);
    this.growths = growths;
  }

  @Override
  void accept(RecordedEvent event, EventTime time) {
    growths.traced(event, time);
  }
}
