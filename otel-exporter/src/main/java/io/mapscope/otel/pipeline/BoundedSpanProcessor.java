package io.mapscope.otel.pipeline;

import io.opentelemetry.context.Context;
import io.opentelemetry.sdk.common.CompletableResultCode;
import io.opentelemetry.sdk.trace.ReadWriteSpan;
import io.opentelemetry.sdk.trace.ReadableSpan;
import io.opentelemetry.sdk.trace.SpanProcessor;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;

/**
 * Stands before a batching processor and decides what happens to spans that its queue cannot take.
 *
 * <p>Implementation note. The SDK's processor drops such spans and tells only a metric. This one
 * lets no more spans in than the queue holds, so the queue never drops, and what is dropped here is
 * counted exactly. A patient one waits for the queue first: a file can be read later, and a local
 * disk is soon done.
 */
final class BoundedSpanProcessor implements SpanProcessor {

  private static final long RETRY_NANOS = 1_000_000;

  private final SpanProcessor delegate;
  private final List<ExportCount> exporters;
  private final int limit;
  private final Duration patience;
  private final AtomicLong forwarded = new AtomicLong();
  private final AtomicLong dropped = new AtomicLong();
  private volatile boolean stopped;

  BoundedSpanProcessor(
      SpanProcessor delegate, List<ExportCount> exporters, int limit, Duration patience) {
    this.delegate = delegate;
    this.exporters = List.copyOf(exporters);
    this.limit = limit;
    this.patience = patience;
  }

  @Override
  public void onEnd(ReadableSpan span) {
    if (!span.getSpanContext().isSampled()) {
      return;
    }
    if (waiting() >= limit && !awaitRoom()) {
      dropped.incrementAndGet();
    } else {
      forwarded.incrementAndGet();
      delegate.onEnd(span);
    }
  }

  private boolean awaitRoom() {
    awaitFewerThan(limit, System.nanoTime() + patience.toNanos());
    return waiting() < limit;
  }

  /**
   * Has the spans exported until fewer than so many wait. One flush is not enough: the SDK answers
   * a second one with the result of the first, which may not know of the spans that came in
   * between.
   */
  void awaitFewerThan(long spans, long deadlineNanos) {
    while (waiting() >= spans && !stopped && System.nanoTime() - deadlineNanos < 0) {
      delegate.forceFlush().join(deadlineNanos - System.nanoTime(), TimeUnit.NANOSECONDS);
      if (waiting() >= spans) {
        LockSupport.parkNanos(RETRY_NANOS);
      }
    }
  }

  /** Ends all waiting: what the queue cannot take at once is dropped from now on. */
  void stop() {
    stopped = true;
  }

  /** Spans let in that not every exporter is done with. */
  long waiting() {
    long slowest = exporters.isEmpty() ? forwarded.get() : Long.MAX_VALUE;
    // A loop, as it is asked for each span.
    for (ExportCount exporter : exporters) {
      slowest = Math.min(slowest, exporter.done());
    }
    return forwarded.get() - slowest;
  }

  List<ExportCount> exporters() {
    return exporters;
  }

  long dropped() {
    return dropped.get();
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
  public boolean isEndRequired() {
    return true;
  }

  @Override
  public CompletableResultCode forceFlush() {
    return delegate.forceFlush();
  }

  @Override
  public CompletableResultCode shutdown() {
    return delegate.shutdown();
  }
}
