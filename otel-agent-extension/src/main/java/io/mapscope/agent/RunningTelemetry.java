package io.mapscope.agent;

import io.mapscope.otel.MapTelemetry;
import java.util.concurrent.atomic.AtomicReference;

/**
 * The one exporter of the agent, from its start until the agent's SDK shuts down.
 *
 * <p>Implementation note. An SDK that was configured by a file has no {@link LastEvents}; then the
 * exporter is closed by a shutdown hook, which runs beside the SDK's own, so that the spans of the
 * last second may come too late.
 */
final class RunningTelemetry {

  private static final AtomicReference<MapTelemetry> RUNNING = new AtomicReference<>();

  private RunningTelemetry() {}

  static void set(MapTelemetry telemetry) {
    RUNNING.set(telemetry);
    if (!LastEvents.isInPlace()) {
      Runtime.getRuntime().addShutdownHook(new Thread(RunningTelemetry::close, "mapscope-agent"));
    }
  }

  /** Exports what there is; the SDK must still take it. */
  static void close() {
    MapTelemetry telemetry = RUNNING.getAndSet(null);
    if (telemetry != null) {
      // The telemetry asks the maps too, but those that this extension would have.
      ProgramClasses.tellStatistics();
      telemetry.close();
    }
  }
}
