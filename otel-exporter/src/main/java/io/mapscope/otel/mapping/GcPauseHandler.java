package io.mapscope.otel.mapping;

import jdk.jfr.consumer.RecordedEvent;

/**
 * A pause of the garbage collector: the innocent cause of a stall.
 *
 * <p>Implementation note. Not {@code jvm.gc.duration} of OpenTelemetry's conventions, which tells
 * whole collections by collector and action, of which this event knows nothing, and which a program
 * with the agent reports already: the two would be added up.
 */
final class GcPauseHandler extends EventHandler {

  static final String GC_PAUSE = "jdk.GCPhasePause";

  private final Instruments instruments;

  GcPauseHandler(Instruments instruments) {
    super(GC_PAUSE);
    this.instruments = instruments;
  }

  @Override
  Decoded decode(RecordedEvent event, EventTime time) {
    return decoded(time, () -> instruments.collectorPaused(time.endNanos() - time.startNanos()));
  }
}
