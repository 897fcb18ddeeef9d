package io.mapscope.otel.declarative;

import io.mapscope.otel.MapTelemetry;
import io.opentelemetry.api.incubator.config.DeclarativeConfigProperties;
import io.opentelemetry.sdk.autoconfigure.spi.internal.ComponentProvider;
import io.opentelemetry.sdk.trace.IdGenerator;

/** The generator of ids that a file calls {@code mapscope}: random ones, and the mapping's. */
public final class OrderedIds implements ComponentProvider {

  static final String NAME = "mapscope";

  /** For the service loader. */
  public OrderedIds() {}

  @Override
  public Class<IdGenerator> getType() {
    return IdGenerator.class;
  }

  @Override
  public String getName() {
    return NAME;
  }

  @Override
  public IdGenerator create(DeclarativeConfigProperties properties) {
    return MapTelemetry.idGenerator(IdGenerator.random());
  }
}
