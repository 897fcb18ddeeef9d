package io.mapscope.otel.pipeline;

import io.opentelemetry.api.OpenTelemetry;
import io.opentelemetry.api.metrics.MeterProvider;
import io.opentelemetry.api.trace.TracerProvider;
import io.opentelemetry.context.propagation.ContextPropagators;

/**
 * An SDK whose spans would go nowhere. The SDK itself makes them all the same; a disabled tracer
 * lets the mapping know that most of each event need not even be decoded.
 */
record MetricsOnly(OpenTelemetry sdk) implements OpenTelemetry {

  @Override
  public TracerProvider getTracerProvider() {
    return TracerProvider.noop();
  }

  @Override
  public MeterProvider getMeterProvider() {
    return sdk.getMeterProvider();
  }

  @Override
  public ContextPropagators getPropagators() {
    return sdk.getPropagators();
  }
}
