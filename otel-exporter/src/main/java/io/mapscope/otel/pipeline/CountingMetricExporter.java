package io.mapscope.otel.pipeline;

import io.opentelemetry.sdk.common.CompletableResultCode;
import io.opentelemetry.sdk.common.export.MemoryMode;
import io.opentelemetry.sdk.metrics.Aggregation;
import io.opentelemetry.sdk.metrics.InstrumentType;
import io.opentelemetry.sdk.metrics.data.AggregationTemporality;
import io.opentelemetry.sdk.metrics.data.MetricData;
import io.opentelemetry.sdk.metrics.export.MetricExporter;
import java.util.Collection;
import java.util.function.UnaryOperator;

/** Counts the collections of metrics that an exporter has delivered, and those it has not. */
final class CountingMetricExporter implements MetricExporter {

  private final MetricExporter delegate;
  private final ExportCount count;
  private final UnaryOperator<Collection<MetricData>> correction;
  private boolean closed;

  CountingMetricExporter(
      MetricExporter delegate,
      ExportCount count,
      UnaryOperator<Collection<MetricData>> correction) {
    this.delegate = delegate;
    this.count = count;
    this.correction = correction;
  }

  ExportCount count() {
    return count;
  }

  /**
   * Does not overlap with shutdown: what the delegate refuses as closed must not count as failed.
   */
  @Override
  public synchronized CompletableResultCode export(Collection<MetricData> metrics) {
    if (closed) {
      // The reader collects once more when it is shut down; what it finds was exported before.
      return CompletableResultCode.ofSuccess();
    }
    if (count.hasGivenUp()) {
      count.fail(1, null);
      return CompletableResultCode.ofFailure();
    }
    return count.count(1, delegate.export(correction.apply(metrics)));
  }

  @Override
  public CompletableResultCode flush() {
    return delegate.flush();
  }

  @Override
  public synchronized CompletableResultCode shutdown() {
    closed = true;
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
  public MemoryMode getMemoryMode() {
    return delegate.getMemoryMode();
  }

  @Override
  public String toString() {
    return "CountingMetricExporter{" + delegate + "}";
  }
}
