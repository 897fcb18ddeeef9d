package io.mapscope.otel.declarative;

import io.opentelemetry.sdk.autoconfigure.declarativeconfig.DeclarativeConfigurationCustomizer;
import io.opentelemetry.sdk.autoconfigure.declarativeconfig.DeclarativeConfigurationCustomizerProvider;
import io.opentelemetry.sdk.autoconfigure.declarativeconfig.model.IdGeneratorModel;
import io.opentelemetry.sdk.autoconfigure.declarativeconfig.model.IdGeneratorPropertyModel;
import io.opentelemetry.sdk.autoconfigure.declarativeconfig.model.OpenTelemetryConfigurationModel;
import io.opentelemetry.sdk.autoconfigure.declarativeconfig.model.SamplerModel;
import io.opentelemetry.sdk.autoconfigure.declarativeconfig.model.SamplerPropertyModel;
import io.opentelemetry.sdk.autoconfigure.declarativeconfig.model.TracerProviderModel;

/**
 * Has an SDK that is made of a file obey the mapping's orders, unless the file names a generator of
 * ids itself. A file without a sampler keeps OpenTelemetry's default.
 */
public final class ObedientSdk implements DeclarativeConfigurationCustomizerProvider {

  /** For the service loader. */
  public ObedientSdk() {}

  @Override
  public void customize(DeclarativeConfigurationCustomizer file) {
    file.addModelCustomizer(ObedientSdk::obedient);
  }

  private static OpenTelemetryConfigurationModel obedient(OpenTelemetryConfigurationModel sdk) {
    TracerProviderModel tracing = sdk.getTracerProvider();
    if (tracing != null && tracing.getIdGenerator() == null) {
      obey(tracing);
    }
    return sdk;
  }

  /**
   * Names our generator of ids in a description, and our sampler around the one that is there.
   *
   * @param tracing the description, not null; is changed
   */
  public static void obey(TracerProviderModel tracing) {
    tracing.withIdGenerator(
        new IdGeneratorModel()
            .withAdditionalProperty(OrderedIds.NAME, new IdGeneratorPropertyModel()));
    if (tracing.getSampler() != null) {
      tracing.withSampler(around(tracing.getSampler()));
    }
  }

  private static SamplerModel around(SamplerModel others) {
    return new SamplerModel()
        .withAdditionalProperty(
            OrderedSampler.NAME,
            new SamplerPropertyModel().withAdditionalProperty(OrderedSampler.OTHERS, others));
  }
}
