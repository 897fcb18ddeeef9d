package io.mapscope.agent;

import io.mapscope.otel.ExportException;
import io.mapscope.otel.MapTelemetry;
import io.opentelemetry.javaagent.extension.AgentListener;
import io.opentelemetry.sdk.autoconfigure.AutoConfiguredOpenTelemetrySdk;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Starts the exporter when the agent's SDK is ready, before the program begins, so that its first
 * map is seen. A wrong setting leaves the program unobserved and says so in the agent's log.
 */
public final class MapTelemetryListener implements AgentListener {

  private static final Logger LOG = LoggerFactory.getLogger(MapTelemetryListener.class);

  /** For the agent. */
  public MapTelemetryListener() {}

  @Override
  public void afterAgent(AutoConfiguredOpenTelemetrySdk agent) {
    FieldsByPlace.openTo(MapTelemetry.class.getModule());
    try {
      RunningTelemetry.set(MapTelemetry.install(agent.getOpenTelemetrySdk()));
    } catch (ExportException | RuntimeException | LinkageError failure) {
      LOG.error("Mapscope does not report: {}", failure.toString());
    }
  }
}
