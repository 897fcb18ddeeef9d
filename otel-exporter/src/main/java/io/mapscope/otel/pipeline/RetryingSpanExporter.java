package io.mapscope.otel.pipeline;

import io.opentelemetry.sdk.common.CompletableResultCode;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.opentelemetry.sdk.trace.export.SpanExporter;
import java.util.Collection;

/**
 * Waits for a destination that is away, on the thread of the batching processor, whose queue fills
 * meanwhile.
 */
final class RetryingSpanExporter implements SpanExporter {

  private final SpanExporter delegate;
  private final ExportCount count;
  private final Retry retry;

  RetryingSpanExporter(SpanExporter delegate, ExportCount count, Retry retry) {
    this.delegate = delegate;
    this.count = count;
    this.retry = retry;
  }

  @Override
  public CompletableResultCode export(Collection<SpanData> spans) {
    return retry.untilTaken(() -> delegate.export(spans), count::trouble);
  }

  @Override
  public CompletableResultCode flush() {
    return delegate.flush();
  }

  @Override
  public CompletableResultCode shutdown() {
    retry.stop();
    return delegate.shutdown();
  }

  @Override
  public String toString() {
    return "RetryingSpanExporter{" + delegate + "}";
  }
}
