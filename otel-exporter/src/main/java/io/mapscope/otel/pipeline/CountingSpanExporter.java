package io.mapscope.otel.pipeline;

import io.opentelemetry.sdk.common.CompletableResultCode;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.opentelemetry.sdk.trace.export.SpanExporter;
import java.util.Collection;

/** Counts the spans that an exporter has delivered, and those it has not. */
final class CountingSpanExporter implements SpanExporter {

  private final SpanExporter delegate;
  private final ExportCount count;

  CountingSpanExporter(SpanExporter delegate, ExportCount count) {
    this.delegate = delegate;
    this.count = count;
  }

  ExportCount count() {
    return count;
  }

  @Override
  public CompletableResultCode export(Collection<SpanData> spans) {
    if (count.hasGivenUp()) {
      count.fail(spans.size(), null);
      return CompletableResultCode.ofFailure();
    }
    return count.count(spans.size(), delegate.export(spans));
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
  public String toString() {
    return "CountingSpanExporter{" + delegate + "}";
  }
}
