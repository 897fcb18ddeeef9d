package io.mapscope.otel.pipeline;

import io.mapscope.otel.mapping.MappingEngine;
import io.mapscope.otel.mapping.SpanOrder;
import io.opentelemetry.api.OpenTelemetry;
import io.opentelemetry.sdk.OpenTelemetrySdk;
import io.opentelemetry.sdk.autoconfigure.declarativeconfig.model.OpenTelemetryConfigurationModel;
import io.opentelemetry.sdk.autoconfigure.spi.ConfigProperties;
import io.opentelemetry.sdk.common.CompletableResultCode;
import java.io.IOException;
import java.net.BindException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The OpenTelemetry SDK, configured by the user's {@code OTEL_*} settings or described by the file
 * that one of them names, plus our files.
 *
 * <p>Implementation note. Every exporter is wrapped to count, every batching processor to bound.
 * Closing is what takes thought, as the SDK's own shutdown waits for a collector that hangs: so
 * first everything is flushed, for a bounded time; then exporters are shut down, which cancels what
 * they still have under way; then the SDK, which by then has nothing to wait for.
 */
public final class Pipeline implements Output {

  private static final long RETRY_NANOS = 5_000_000;

  private static final Logger LOG = LoggerFactory.getLogger(Pipeline.class);

  private final Exporters exporters;
  private final OpenTelemetrySdk sdk;
  private final boolean computesIds;

  private Pipeline(Exporters exporters, OpenTelemetrySdk sdk) {
    this.exporters = exporters;
    this.sdk = sdk;
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
    Optional<ConfigurationFile> file = ConfigurationFile.named();
    return file.isPresent() ? described(options, file.get()) : configured(options);
  }

  private static Pipeline described(PipelineOptions options, ConfigurationFile file)
      throws IOException {
    OpenTelemetryConfigurationModel description = file.read();
    Secrets secrets = Secrets.of(options.properties(), DescribedHeaders.of(description));
    Exporters exporters = new Exporters(options, secrets);
    SdkLog.acquire(secrets);
    try {
      DescribedSdk described = new DescribedSdk(description, options, exporters);
      Pipeline pipeline = new Pipeline(exporters, described.create());
      described.scrapeNotice().ifPresent(LOG::info);
      return pipeline;
    } catch (RuntimeException failure) {
      exporters.abandon();
      SdkLog.release();
      throw file.refused(
          "by which no SDK can be made (" + secrets.blot(ConfigurationFile.reason(failure)) + ")",
          "correct it",
          secrets.unlessTelling(failure));
    }
  }

  private static Pipeline configured(PipelineOptions options) throws IOException {
    AtomicReference<ConfigProperties> config = new AtomicReference<>();
    Secrets secrets = Secrets.of(options.properties());
    Exporters exporters = new Exporters(options, secrets);
    SdkLog.acquire(secrets);
    try {
      OpenTelemetrySdk sdk = new ConfiguredSdk(options, exporters).create(config);
      Pipeline pipeline = new Pipeline(exporters, sdk);
      ExporterSelection.scrapeNotice(config.get()).ifPresent(LOG::info);
      return pipeline;
    } catch (RuntimeException failure) {
      SdkLog.release();
      throw explain(failure, secrets, config.get());
    }
  }

  /** The SDK; its tracers are disabled when spans have no destination. */
  @Override
  public OpenTelemetry telemetry() {
    return exporters.takeSpans() ? sdk : new MetricsOnly(sdk);
  }

  @Override
  public boolean computesIds() {
    return computesIds;
  }

  @Override
  public boolean isSampled(String traceId) {
    return exporters.takeSpans() && Output.isSampled(sdk, traceId);
  }

  /**
   * Collects and exports the metrics as they are now.
   *
   * @param patience how long to wait for it at most
   */
  public void flushMetrics(Duration patience) {
    long deadline = System.nanoTime() + patience.toNanos();
    long failedBefore = exporters.failedCollections();
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
    return flush.isDone() && !flush.isSuccess() && exporters.failedCollections() == failedBefore;
  }

  /**
   * Waits until every span has been delivered or finally refused.
   *
   * @return false when {@link #stop} ended the waiting
   */
  public boolean awaitDelivery() {
    exporters.awaitDelivery(System.nanoTime() + Exporters.WHILE_FOLLOWING.toNanos());
    return !exporters.isStopped();
  }

  /**
   * Ends all waiting for destinations: what they have not taken by now fails or is dropped. May be
   * called from any thread; the pipeline is still to be closed.
   */
  public void stop() {
    exporters.stop();
  }

  @Override
  public void close(Duration patience) {
    flushMetrics(patience);
    exporters.awaitDelivery(System.nanoTime() + patience.toNanos());
    stop();
    exporters.shutdown();
    sdk.shutdown().join(patience.toMillis(), TimeUnit.MILLISECONDS);
    SdkLog.release();
  }

  @Override
  public List<Delivery> spans() {
    return exporters.spans();
  }

  @Override
  public List<Delivery> metrics() {
    return exporters.metrics();
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
