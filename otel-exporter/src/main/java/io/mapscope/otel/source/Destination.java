package io.mapscope.otel.source;

import io.mapscope.otel.mapping.MappingOptions;
import io.mapscope.otel.pipeline.OutputFiles;
import io.opentelemetry.api.OpenTelemetry;
import java.util.Map;

/**
 * Where spans and metrics go, beside what the {@code OTEL_*} variables name.
 *
 * @param files the files of the output folder, or null; stay open
 * @param prometheusPort port to be scraped at, 0 for none
 * @param properties OpenTelemetry settings, below those of the environment
 * @param mapping what the user decides about the mapping
 * @param programs the program's own OpenTelemetry, in place of all of these, or null
 */
public record Destination(
    OutputFiles files,
    int prometheusPort,
    Map<String, String> properties,
    MappingOptions mapping,
    OpenTelemetry programs) {

  /** Copies the map. */
  public Destination {
    properties = Map.copyOf(properties);
  }
}
