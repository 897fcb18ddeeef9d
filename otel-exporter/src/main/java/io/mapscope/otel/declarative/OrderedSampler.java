package io.mapscope.otel.declarative;

import io.mapscope.otel.MapTelemetry;
import io.opentelemetry.api.incubator.config.DeclarativeConfigException;
import io.opentelemetry.api.incubator.config.DeclarativeConfigProperties;
import io.opentelemetry.sdk.autoconfigure.declarativeconfig.DeclarativeConfiguration;
import io.opentelemetry.sdk.autoconfigure.spi.internal.ComponentProvider;
import io.opentelemetry.sdk.trace.samplers.Sampler;

/**
 * The sampler that a file calls {@code mapscope}: the one that its {@code sampler} describes,
 * except that slow growths can be kept.
 */
public final class OrderedSampler implements ComponentProvider {

  static final String NAME = "mapscope";
  static final String OTHERS = "sampler";

  /** For the service loader. */
  public OrderedSampler() {}

  @Override
  public Class<Sampler> getType() {
    return Sampler.class;
  }

  @Override
  public String getName() {
    return NAME;
  }

  @Override
  public Sampler create(DeclarativeConfigProperties properties) {
    DeclarativeConfigProperties others = properties.getStructured(OTHERS);
    if (others == null) {
      throw new DeclarativeConfigException("sampler mapscope needs a sampler for all other spans");
    }
    return MapTelemetry.sampler(DeclarativeConfiguration.createSampler(others));
  }
}
