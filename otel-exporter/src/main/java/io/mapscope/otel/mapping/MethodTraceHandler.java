package io.mapscope.otel.mapping;

import io.mapscope.events.recording.TracedCall;
import jdk.jfr.consumer.RecordedEvent;

/** A traced call of a method that grows a map becomes a span and two durations. */
final class MethodTraceHandler extends EventHandler {

  private final TracedGrowths growths;

  MethodTraceHandler(TracedGrowths growths) {
    super(TracedCall.EVENT);
    this.growths = growths;
  }

  @Override
  Decoded decode(RecordedEvent event, EventTime time) {
    GrowthCall call = GrowthCall.of(event, time);
    return decoded(time, call == null ? () -> {} : () -> growths.traced(call));
  }
}
