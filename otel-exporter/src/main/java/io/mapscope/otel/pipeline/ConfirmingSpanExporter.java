package io.mapscope.otel.pipeline;

import io.opentelemetry.sdk.common.CompletableResultCode;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.opentelemetry.sdk.trace.export.SpanExporter;
import java.util.Collection;
import java.util.List;

/**
 * Sends what the destination has not confirmed yet, and notes what it confirms.
 *
 * <p>Implementation note. A file is flushed first: what lies in a buffer of this process is not
 * taken yet. Between the destination's answer and the note there is a moment in which a killed
 * process forgets the answer; that batch is sent again, and its computed ids make it the same
 * spans.
 */
final class ConfirmingSpanExporter implements SpanExporter {

  private final SpanExporter delegate;
  private final String destination;
  private final Confirmations confirmations;

  ConfirmingSpanExporter(SpanExporter delegate, String destination, Confirmations confirmations) {
    this.delegate = delegate;
    this.destination = destination;
    this.confirmations = confirmations;
  }

  @Override
  public CompletableResultCode export(Collection<SpanData> spans) {
    List<SpanData> unsent =
        spans.stream().filter(span -> !confirmations.isConfirmed(destination, id(span))).toList();
    if (unsent.isEmpty()) {
      return CompletableResultCode.ofSuccess();
    }
    CompletableResultCode confirmed = new CompletableResultCode();
    CompletableResultCode sent = delegate.export(unsent);
    sent.whenComplete(
        () -> {
          if (sent.isSuccess()) {
            flushThenConfirm(unsent, confirmed);
          } else {
            complete(confirmed, sent);
          }
        });
    return confirmed;
  }

  private void flushThenConfirm(List<SpanData> spans, CompletableResultCode confirmed) {
    CompletableResultCode flushed = delegate.flush();
    flushed.whenComplete(
        () -> {
          if (flushed.isSuccess()) {
            confirmations.confirm(
                destination, spans.stream().map(ConfirmingSpanExporter::id).toList());
          }
          complete(confirmed, flushed);
        });
  }

  /** Gives one result, which is done, to another. */
  static void complete(CompletableResultCode target, CompletableResultCode source) {
    Throwable cause = source.getFailureThrowable();
    if (source.isSuccess()) {
      target.succeed();
    } else if (cause == null) {
      target.fail();
    } else {
      target.failExceptionally(cause);
    }
  }

  private static long id(SpanData span) {
    return Long.parseUnsignedLong(span.getSpanId(), 16);
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
    return "ConfirmingSpanExporter{" + delegate + "}";
  }
}
