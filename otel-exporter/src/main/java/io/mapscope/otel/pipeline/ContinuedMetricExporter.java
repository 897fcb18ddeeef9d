package io.mapscope.otel.pipeline;

import io.opentelemetry.sdk.common.CompletableResultCode;
import io.opentelemetry.sdk.metrics.Aggregation;
import io.opentelemetry.sdk.metrics.InstrumentType;
import io.opentelemetry.sdk.metrics.data.AggregationTemporality;
import io.opentelemetry.sdk.metrics.data.MetricData;
import io.opentelemetry.sdk.metrics.export.MetricExporter;
import java.util.Collection;

/**
 * Waits for a destination that is away, and continues the totals of an earlier run.
 *
 * <p>Memory mode is left at the default of immutable data, as what is exported may be kept.
 */
final class ContinuedMetricExporter implements MetricExporter {

  private final MetricExporter delegate;
  private final ExportCount count;
  private final Retry retry;
  private final CumulativeMetrics metrics;

  ContinuedMetricExporter(
      MetricExporter delegate, ExportCount count, Retry retry, CumulativeMetrics metrics) {
    this.delegate = delegate;
    this.count = count;
    this.retry = retry;
    this.metrics = metrics;
  }

  @Override
  public CompletableResultCode export(Collection<MetricData> collected) {
    if (metrics.isMuted()) {
      return CompletableResultCode.ofSuccess();
    }
    Collection<MetricData> continued = metrics.continued(collected);
    return retry.untilTaken(() -> flushed(delegate.export(continued)), count::trouble);
  }

  /** What lies in a buffer of this process is not taken yet. */
  private CompletableResultCode flushed(CompletableResultCode exported) {
    CompletableResultCode both = new CompletableResultCode();
    exported.whenComplete(
        () -> {
          if (exported.isSuccess()) {
            CompletableResultCode flush = delegate.flush();
            flush.whenComplete(() -> ConfirmingSpanExporter.complete(both, flush));
          } else {
            ConfirmingSpanExporter.complete(both, exported);
          }
        });
    return both;
  }

  @Override
  public CompletableResultCode flush() {
    return delegate.flush();
  }

  @Override
  public CompletableResultCode shutdown() {
    return delegate.shutdown();
  }

  @Override
  public AggregationTemporality getAggregationTemporality(InstrumentType type) {
    return delegate.getAggregationTemporality(type);
  }

  @Override
  public Aggregation getDefaultAggregation(InstrumentType type) {
    return delegate.getDefaultAggregation(type);
  }

  @Override
  public String toString() {
    return "ContinuedMetricExporter{" + delegate + "}";
  }
}
