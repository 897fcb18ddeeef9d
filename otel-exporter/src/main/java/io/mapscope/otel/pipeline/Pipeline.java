package io.mapscope.otel.pipeline;

import io.mapscope.otel.mapping.MappingEngine;
import io.mapscope.otel.mapping.SpanOrder;
import io.opentelemetry.api.OpenTelemetry;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.sdk.OpenTelemetrySdk;
import io.opentelemetry.sdk.autoconfigure.AutoConfiguredOpenTelemetrySdk;
import io.opentelemetry.sdk.autoconfigure.AutoConfiguredOpenTelemetrySdkBuilder;
import io.opentelemetry.sdk.autoconfigure.spi.ConfigProperties;
import io.opentelemetry.sdk.common.CompletableResultCode;
import io.opentelemetry.sdk.metrics.Aggregation;
import io.opentelemetry.sdk.metrics.InstrumentSelector;
import io.opentelemetry.sdk.metrics.SdkMeterProviderBuilder;
import io.opentelemetry.sdk.metrics.View;
import io.opentelemetry.sdk.metrics.export.MetricExporter;
import io.opentelemetry.sdk.metrics.export.PeriodicMetricReader;
import io.opentelemetry.sdk.resources.Resource;
import io.opentelemetry.sdk.trace.IdGenerator;
import io.opentelemetry.sdk.trace.SdkTracerProviderBuilder;
import io.opentelemetry.sdk.trace.SpanProcessor;
import io.opentelemetry.sdk.trace.export.BatchSpanProcessor;
import io.opentelemetry.sdk.trace.export.SpanExporter;
import java.io.IOException;
import java.net.BindException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import java.util.function.UnaryOperator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The OpenTelemetry SDK, configured by the user's {@code OTEL_*} settings, plus our files.
 *
 * <p>Implementation note. Every exporter is wrapped to count, every batching processor to bound.
 * Closing is what takes thought, as the SDK's own shutdown waits for a collector that hangs: so
 * first everything is flushed, for a bounded time; then exporters are shut down, which cancels what
 * they still have under way; then the SDK, which by then has nothing to wait for.
 */
public final class Pipeline implements Output {

  private static final AttributeKey<String> SERVICE_NAME = AttributeKey.stringKey("service.name");
  private static final Duration DEFAULT_INTERVAL = Duration.ofSeconds(1);
  private static final int DEFAULT_QUEUE = 2048;

  // It is the mapping that waits, never the program; but closing waits for the mapping.
  private static final Duration FOR_A_DISK = Duration.ofSeconds(1);
  private static final Duration FOR_A_RECORDING = Duration.ofSeconds(60);
  private static final Duration WHILE_FOLLOWING = Duration.ofDays(36_500);
  private static final long RETRY_NANOS = 5_000_000;

  private static final Logger LOG = LoggerFactory.getLogger(Pipeline.class);

  private final PipelineOptions options;
  private final Secrets secrets;
  private final List<CountingSpanExporter> spanExporters = new ArrayList<>();
  private final List<CountingMetricExporter> metricExporters = new ArrayList<>();
  private final List<BoundedSpanProcessor> processors = new ArrayList<>();
  private final Retry retry = new Retry();
  private final OpenTelemetrySdk sdk;
  private final boolean computesIds;

  private Pipeline(
      PipelineOptions options, Secrets secrets, AtomicReference<ConfigProperties> config) {
    this.options = options;
    this.secrets = secrets;
    this.sdk = configure(config);
    // Unknown when a file has described the SDK.
    Optional.ofNullable(config.get()).flatMap(ExporterSelection::scrapeNotice).ifPresent(LOG::info);
    this.computesIds = SpanOrder.isObeyedBy(sdk.getTracer(MappingEngine.SCOPE));
    LostSpans.register(sdk.getMeter(MappingEngine.SCOPE), this::spans);
  }

  /**
   * Opens ports and exporters.
   *
   * @param options what to open
   * @return a pipeline to be closed
   * @throws IOException when something cannot be opened; the message is one line and names it
   */
  public static Pipeline open(PipelineOptions options) throws IOException {
    options.demandNoFileBeside();
    AtomicReference<ConfigProperties> config = new AtomicReference<>();
    Secrets secrets = Secrets.of(options.properties());
    SdkLog.acquire(secrets);
    try {
      return new Pipeline(options, secrets, config);
    } catch (RuntimeException failure) {
      SdkLog.release();
      throw explain(failure, secrets, config.get());
    }
  }

  /** The SDK; its tracers are disabled when spans have no destination. */
  @Override
  public OpenTelemetry telemetry() {
    return processors.isEmpty() ? new MetricsOnly(sdk) : sdk;
  }

  @Override
  public boolean computesIds() {
    return computesIds;
  }

  @Override
  public boolean isSampled(String traceId) {
    return !processors.isEmpty() && Output.isSampled(sdk, traceId);
  }

  /**
   * Collects and exports the metrics as they are now.
   *
   * @param patience how long to wait for it at most
   */
  public void flushMetrics(Duration patience) {
    long deadline = System.nanoTime() + patience.toNanos();
    long failedBefore = failedCollections();
    CompletableResultCode flush = tryToFlushMetrics(deadline);
    // A reader that is busy refuses to flush, and what it is busy with may have been collected
    // before the last events were mapped.
    while (isRefused(flush, failedBefore) && System.nanoTime() < deadline) {
      LockSupport.parkNanos(RETRY_NANOS);
      flush = tryToFlushMetrics(deadline);
    }
  }

  private CompletableResultCode tryToFlushMetrics(long deadline) {
    return sdk.getSdkMeterProvider()
        .forceFlush()
        .join(deadline - System.nanoTime(), TimeUnit.NANOSECONDS);
  }

  private boolean isRefused(CompletableResultCode flush, long failedBefore) {
    return flush.isDone() && !flush.isSuccess() && failedCollections() == failedBefore;
  }

  private long failedCollections() {
    return metricExporters.stream().mapToLong(exporter -> exporter.count().failed()).sum();
  }

  /**
   * Waits until every span has been delivered or finally refused.
   *
   * @return false when {@link #stop} ended the waiting
   */
  public boolean awaitDelivery() {
    long deadline = System.nanoTime() + WHILE_FOLLOWING.toNanos();
    processors.forEach(processor -> processor.awaitFewerThan(1, deadline));
    return !retry.isStopped();
  }

  /**
   * Ends all waiting for destinations: what they have not taken by now fails or is dropped. May be
   * called from any thread; the pipeline is still to be closed.
   */
  public void stop() {
    processors.forEach(BoundedSpanProcessor::stop);
    retry.stop();
  }

  @Override
  public void close(Duration patience) {
    flushMetrics(patience);
    long deadline = System.nanoTime() + patience.toNanos();
    processors.forEach(processor -> processor.awaitFewerThan(1, deadline));
    stop();
    spanExporters.forEach(CountingSpanExporter::shutdown);
    metricExporters.forEach(CountingMetricExporter::shutdown);
    sdk.shutdown().join(patience.toMillis(), TimeUnit.MILLISECONDS);
    SdkLog.release();
  }

  @Override
  public List<Delivery> spans() {
    List<Delivery> deliveries = new ArrayList<>();
    for (BoundedSpanProcessor processor : processors) {
      for (ExportCount count : processor.exporters()) {
        deliveries.add(delivery(count, processor.dropped()));
      }
    }
    return deliveries;
  }

  @Override
  public List<Delivery> metrics() {
    return metricExporters.stream().map(exporter -> delivery(exporter.count(), 0)).toList();
  }

  private static Delivery delivery(ExportCount count, long dropped) {
    return new Delivery(
        count.destination(), count.exported(), count.failed(), dropped, count.lastError());
  }

  private OpenTelemetrySdk configure(AtomicReference<ConfigProperties> effective) {
    ExporterSelection selection = new ExporterSelection(options.live(), options.prometheusPort());
    AutoConfiguredOpenTelemetrySdkBuilder builder =
        AutoConfiguredOpenTelemetrySdk.builder()
            // The observed program's context loader need not know our exporters.
            .setServiceClassLoader(Pipeline.class.getClassLoader())
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
            ? configured.merge(Resource.create(Attributes.of(SERVICE_NAME, "mapscope")))
            : configured;
    return options.jvm().merge(named);
  }

  private SpanExporter counted(SpanExporter exporter, ConfigProperties config) {
    return counted(
        exporter, secrets.blot(name(exporter, config, "traces")), givesUp(), options.live());
  }

  private MetricExporter counted(MetricExporter exporter, ConfigProperties config) {
    return counted(exporter, secrets.blot(name(exporter, config, "metrics")), givesUp());
  }

  /** A recording can be exported again later; a program's spans and a follower's come once. */
  private boolean givesUp() {
    return !options.live() && options.following() == null;
  }

  private CountingSpanExporter counted(
      SpanExporter exporter, String name, boolean givesUp, boolean retried) {
    ExportCount count = new ExportCount(name, givesUp, secrets);
    Following following = options.following();
    SpanExporter wrapped = exporter;
    if (retried || following != null) {
      wrapped = new RetryingSpanExporter(wrapped, count, retry);
    }
    if (following != null) {
      wrapped = new ConfirmingSpanExporter(wrapped, name, following.confirmations());
    }
    CountingSpanExporter counted = new CountingSpanExporter(wrapped, count);
    spanExporters.add(counted);
    return counted;
  }

  private CountingMetricExporter counted(MetricExporter exporter, String name, boolean givesUp) {
    ExportCount count = new ExportCount(name, givesUp, secrets);
    MetricExporter wrapped =
        options.following() == null
            ? exporter
            : new ContinuedMetricExporter(exporter, count, retry, options.following().metrics());
    CountingMetricExporter counted =
        new CountingMetricExporter(
            wrapped,
            count,
            options.live() ? UnaryOperator.identity() : ExemplarTimes::ofTheirPoints);
    metricExporters.add(counted);
    return counted;
  }

  private static String name(Object exporter, ConfigProperties config, String signal) {
    String type = exporter.getClass().getSimpleName();
    return type.startsWith("Otlp") ? ExporterSelection.endpoint(config, signal) : type;
  }

  private SpanProcessor bounded(SpanProcessor processor, ConfigProperties config) {
    List<ExportCount> behind = spanExporters.stream().map(CountingSpanExporter::count).toList();
    int queue = config.getInt("otel.bsp.max.queue.size", DEFAULT_QUEUE);
    return bounded(processor, behind, queue, patience(Duration.ZERO));
  }

  private Duration patience(Duration whenLive) {
    if (options.live()) {
      return whenLive;
    }
    return options.following() == null ? FOR_A_RECORDING : WHILE_FOLLOWING;
  }

  private SpanProcessor bounded(
      SpanProcessor processor, List<ExportCount> behind, int queue, Duration patience) {
    BoundedSpanProcessor bounded = new BoundedSpanProcessor(processor, behind, queue, patience);
    // The files' one, which is made last, comes first: it must not wait behind a collector that
    // hangs.
    processors.add(0, bounded);
    return bounded;
  }

  private SdkTracerProviderBuilder tracing(SdkTracerProviderBuilder tracing) {
    tracing.setIdGenerator(SpanOrder.ids(IdGenerator.random()));
    if (options.files() != null) {
      CountingSpanExporter counted =
          counted(options.files().spanExporter(), options.files().spansName(), false, false);
      tracing.addSpanProcessor(
          bounded(
              BatchSpanProcessor.builder(counted)
                  .setMaxQueueSize(DEFAULT_QUEUE)
                  .setScheduleDelay(DEFAULT_INTERVAL)
                  .build(),
              List.of(counted.count()),
              DEFAULT_QUEUE,
              patience(FOR_A_DISK)));
    }
    return tracing;
  }

  private SdkMeterProviderBuilder metering(
      SdkMeterProviderBuilder metering, ConfigProperties config) {
    metering.setClock(options.clock());
    // What the SDK tells about itself: ours counts the same per destination, and for files too.
    for (String scope : List.of("io.opentelemetry.sdk.metrics", "io.opentelemetry.sdk.trace")) {
      metering.registerView(
          InstrumentSelector.builder().setMeterName(scope).build(),
          View.builder().setAggregation(Aggregation.drop()).build());
    }
    if (options.following() != null) {
      metering.registerMetricReader(options.following().metrics().reader());
    }
    if (options.files() != null) {
      CountingMetricExporter counted =
          counted(options.files().metricExporter(), options.files().metricsName(), false);
      int limit = config.getInt("otel.java.metrics.cardinality.limit", 0);
      metering.registerMetricReader(
          PeriodicMetricReader.builder(counted)
              .setInterval(config.getDuration("otel.metric.export.interval", DEFAULT_INTERVAL))
              .build(),
          instrument -> limit);
    }
    return metering;
  }

  /** Makes one line of what the SDK throws, with the thing and the remedy. */
  private static IOException explain(
      RuntimeException failure, Secrets secrets, ConfigProperties config) {
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      if (cause instanceof BindException) {
        String scrapeAddress = ExporterSelection.scrapeAddress(config);
        return new IOException(
            String.valueOf(cause.getMessage()).contains("in use")
                ? scrapeAddress + " is in use; free it or set OTEL_EXPORTER_PROMETHEUS_PORT"
                : String.format(
                    "%s cannot be opened (%s); set OTEL_EXPORTER_PROMETHEUS_HOST to an address of"
                        + " this machine",
                    scrapeAddress, cause.getMessage()),
            failure);
      }
    }
    return new IOException(
        "OpenTelemetry cannot be configured: "
            + secrets.blot(failure.getMessage())
            + "; correct the OTEL_* variable that it is about",
        secrets.unlessTelling(failure));
  }
}
