package io.mapscope.agent;

import io.opentelemetry.context.Context;
import io.opentelemetry.sdk.common.CompletableResultCode;
import io.opentelemetry.sdk.trace.ReadWriteSpan;
import io.opentelemetry.sdk.trace.ReadableSpan;
import io.opentelemetry.sdk.trace.SpanProcessor;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * A span processor that has the exporter finish before it is shut down.
 *
 * <p>Implementation note. When a JVM ends, the SDK shuts down by a hook of its own, at the same
 * time as any hook of ours: the events of the last second would come too late. Its span processors
 * are the first that it shuts down, one after another, while it still takes spans and metrics.
 */
final class LastEvents implements SpanProcessor {

  private static final AtomicBoolean IN_PLACE = new AtomicBoolean();

  private final SpanProcessor delegate;

  LastEvents(SpanProcessor delegate) {
    this.delegate = delegate;
    IN_PLACE.set(true);
  }

  static boolean isInPlace() {
    return IN_PLACE.get();
  }

  @Override
  public CompletableResultCode shutdown() {
    RunningTelemetry.close();
    return delegate.shutdown();
  }

  @Override
  public void onStart(Context parent, ReadWriteSpan span) {
    delegate.onStart(parent, span);
  }

  @Override
  public boolean isStartRequired() {
    return delegate.isStartRequired();
  }

  @Override
  public void onEnd(ReadableSpan span) {
    delegate.onEnd(span);
  }

  @Override
  public boolean isEndRequired() {
    return delegate.isEndRequired();
  }

  @Override
  public CompletableResultCode forceFlush() {
    return delegate.forceFlush();
  }

  @Override
  public String toString() {
    return delegate.toString();
  }
}
