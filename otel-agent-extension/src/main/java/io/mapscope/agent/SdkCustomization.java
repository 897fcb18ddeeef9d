package io.mapscope.agent;

import io.mapscope.otel.MapTelemetry;
import io.opentelemetry.sdk.autoconfigure.spi.AutoConfigurationCustomizer;
import io.opentelemetry.sdk.autoconfigure.spi.AutoConfigurationCustomizerProvider;
import io.opentelemetry.sdk.trace.IdGenerator;

/**
 * Has the agent's SDK give growths their computed ids, keep slow ones, and wait for the last events
 * when it shuts down.
 */
public final class SdkCustomization implements AutoConfigurationCustomizerProvider {

  /** For the agent. */
  public SdkCustomization() {}

  @Override
  public void customize(AutoConfigurationCustomizer sdk) {
    sdk.addTracerProviderCustomizer(
        (tracing, config) ->
            tracing.setIdGenerator(MapTelemetry.idGenerator(IdGenerator.random())));
    sdk.addSamplerCustomizer((sampler, config) -> MapTelemetry.sampler(sampler));
    sdk.addSpanProcessorCustomizer((processor, config) -> new LastEvents(processor));
  }

  /** Before other extensions: whoever wants other ids or another sampler has the last word. */
  @Override
  public int order() {
    return Integer.MIN_VALUE;
  }
}
