package io.mapscope.otel.source;

import io.mapscope.otel.pipeline.OutputFiles;
import java.util.Map;

/**
 * Where spans and metrics go, beside what the {@code OTEL_*} variables name.
 *
 * @param files the files of the output folder, or null; stay open
 * @param prometheusPort port to be scraped at, 0 for none
 * @param properties OpenTelemetry settings, below those of the environment
 * @param nameLimit how many names of maps are told apart
 */
public record Destination(
    OutputFiles files, int prometheusPort, Map<String, String> properties, int nameLimit) {

  /** Copies the map. */
  public Destination {
    properties = Map.copyOf(properties);
  }
}
