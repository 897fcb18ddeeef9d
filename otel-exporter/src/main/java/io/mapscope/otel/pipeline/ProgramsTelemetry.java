package io.mapscope.otel.pipeline;

import io.mapscope.otel.mapping.MappingEngine;
import io.mapscope.otel.mapping.SpanOrder;
import io.opentelemetry.api.OpenTelemetry;
import io.opentelemetry.sdk.OpenTelemetrySdk;
import java.time.Duration;
import java.util.List;

/**
 * The OpenTelemetry of the program: its exporters, its sampler, its resource.
 *
 * <p>Implementation note. What it delivers is its own affair, so nothing is known of deliveries.
 * Ids can be computed when it is an SDK that was given the generator of {@link SpanOrder}; else
 * growths have ids as the SDK likes. The API alone tells neither, and hides the sampler.
 */
public final class ProgramsTelemetry implements Output {

  private final OpenTelemetry telemetry;
  private final OpenTelemetrySdk obedient;

  /**
   * Uses what the program has.
   *
   * @param telemetry the program's, not null; is not closed
   */
  public ProgramsTelemetry(OpenTelemetry telemetry) {
    this.telemetry = telemetry;
    this.obedient =
        telemetry instanceof OpenTelemetrySdk sdk
                && SpanOrder.isObeyedBy(sdk.getTracer(MappingEngine.SCOPE))
            ? sdk
            : null;
  }

  @Override
  public OpenTelemetry telemetry() {
    return telemetry;
  }

  @Override
  public boolean computesIds() {
    return obedient != null;
  }

  @Override
  public boolean isSampled(String traceId) {
    return Output.isSampled(obedient, traceId);
  }

  @Override
  public void close(Duration patience) {}

  @Override
  public List<Delivery> spans() {
    return List.of();
  }

  @Override
  public List<Delivery> metrics() {
    return List.of();
  }
}
