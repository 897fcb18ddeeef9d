package io.mapscope.otel.pipeline;

import io.mapscope.otel.mapping.SpanOrder;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.sdk.OpenTelemetrySdk;
import io.opentelemetry.sdk.autoconfigure.AutoConfiguredOpenTelemetrySdk;
import io.opentelemetry.sdk.autoconfigure.AutoConfiguredOpenTelemetrySdkBuilder;
import io.opentelemetry.sdk.autoconfigure.spi.ConfigProperties;
import io.opentelemetry.sdk.metrics.Aggregation;
import io.opentelemetry.sdk.metrics.InstrumentSelector;
import io.opentelemetry.sdk.metrics.SdkMeterProviderBuilder;
import io.opentelemetry.sdk.metrics.View;
import io.opentelemetry.sdk.metrics.export.MetricExporter;
import io.opentelemetry.sdk.resources.Resource;
import io.opentelemetry.sdk.trace.IdGenerator;
import io.opentelemetry.sdk.trace.SdkTracerProviderBuilder;
import io.opentelemetry.sdk.trace.SpanProcessor;
import io.opentelemetry.sdk.trace.export.SpanExporter;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.UnaryOperator;

/** The SDK as the user's {@code OTEL_*} variables and properties say, plus our files. */
final class ConfiguredSdk {

  /** What the SDK tells about itself: ours counts the same per destination, and for files too. */
  static final List<String> OF_THE_SDK =
      List.of("io.opentelemetry.sdk.metrics", "io.opentelemetry.sdk.trace");

  static final AttributeKey<String> SERVICE_NAME = AttributeKey.stringKey("service.name");
  static final Resource NAMED = Resource.create(Attributes.of(SERVICE_NAME, "mapscope"));

  private final PipelineOptions options;
  private final Exporters exporters;

  ConfiguredSdk(PipelineOptions options, Exporters exporters) {
    this.options = options;
    this.exporters = exporters;
  }

  /** Makes it. The settings are set also when that fails, as far as they were known. */
  OpenTelemetrySdk create(AtomicReference<ConfigProperties> effective) {
    ExporterSelection selection = new ExporterSelection(options.live(), options.prometheusPort());
    AutoConfiguredOpenTelemetrySdkBuilder builder =
        AutoConfiguredOpenTelemetrySdk.builder()
            // The observed program's context loader need not know our exporters.
            .setServiceClassLoader(ConfiguredSdk.class.getClassLoader())
            .disableShutdownHook()
            .addPropertiesSupplier(selection::defaults)
            .addPropertiesSupplier(options::properties)
            .addPropertiesCustomizer(
                config -> {
                  effective.set(config);
                  return selection.decide(config);
                })
            // Called once more, with what was decided.
            .addPropertiesCustomizer(
                config -> {
                  effective.set(config);
                  return Map.of();
                })
            .addResourceCustomizer((resource, config) -> describe(resource))
            .addSpanExporterCustomizer(this::counted)
            .addMetricExporterCustomizer(this::counted)
            .addSpanProcessorCustomizer(this::bounded)
            .addSamplerCustomizer((sampler, config) -> SpanOrder.sampler(sampler))
            .addTracerProviderCustomizer((tracing, config) -> tracing(tracing))
            .addMeterProviderCustomizer((metering, config) -> metering(metering, config));
    return builder.build().getOpenTelemetrySdk();
  }

  /** The user's words win over ours. */
  private Resource describe(Resource configured) {
    String service = configured.getAttribute(SERVICE_NAME);
    Resource named =
        service == null || service.startsWith("unknown_service")
            ? configured.merge(NAMED)
            : configured;
    return options.jvm().merge(named);
  }

  private SpanExporter counted(SpanExporter exporter, ConfigProperties config) {
    return exporters.counted(exporter, name(exporter, config, "traces"));
  }

  private MetricExporter counted(MetricExporter exporter, ConfigProperties config) {
    return exporters.counted(exporter, name(exporter, config, "metrics"), UnaryOperator.identity());
  }

  private static String name(Object exporter, ConfigProperties config, String signal) {
    String type = exporter.getClass().getSimpleName();
    return type.startsWith("Otlp") ? ExporterSelection.endpoint(config, signal) : type;
  }

  private SpanProcessor bounded(SpanProcessor processor, ConfigProperties config) {
    return exporters.bounded(
        processor, config.getInt("otel.bsp.max.queue.size", Exporters.DEFAULT_QUEUE));
  }

  private SdkTracerProviderBuilder tracing(SdkTracerProviderBuilder tracing) {
    tracing.setIdGenerator(SpanOrder.ids(IdGenerator.random()));
    exporters.spanFile().ifPresent(tracing::addSpanProcessor);
    return tracing;
  }

  private SdkMeterProviderBuilder metering(
      SdkMeterProviderBuilder metering, ConfigProperties config) {
    metering.setClock(options.clock());
    for (String scope : OF_THE_SDK) {
      metering.registerView(
          InstrumentSelector.builder().setMeterName(scope).build(),
          View.builder().setAggregation(Aggregation.drop()).build());
    }
    if (options.following() != null) {
      metering.registerMetricReader(options.following().metrics().reader());
    }
    int limit = config.getInt("otel.java.metrics.cardinality.limit", 0);
    exporters
        .metricFile(
            config.getDuration("otel.metric.export.interval", Exporters.DEFAULT_INTERVAL),
            UnaryOperator.identity())
        .ifPresent(reader -> metering.registerMetricReader(reader, instrument -> limit));
    return metering;
  }
}
