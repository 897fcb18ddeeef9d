package io.mapscope.otel.pipeline;

import io.opentelemetry.sdk.common.CompletableResultCode;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Counts what became of the items given to one exporter. Thread-safe.
 *
 * <p>When it gives up, an exporter that has failed once is not asked again: the SDK has tried
 * several times by then, and reading a file of an hour would else wait out each second of it.
 */
final class ExportCount {

  private final String destination;
  private final boolean givesUp;
  private final Secrets secrets;
  private final AtomicLong exported = new AtomicLong();
  private final AtomicLong failed = new AtomicLong();
  private volatile String lastError;

  ExportCount(String destination, boolean givesUp, Secrets secrets) {
    this.secrets = secrets;
    this.destination = destination;
    this.givesUp = givesUp;
  }

  String destination() {
    return destination;
  }

  boolean hasGivenUp() {
    return givesUp && failed.get() > 0;
  }

  CompletableResultCode count(int items, CompletableResultCode result) {
    return result.whenComplete(
        () -> {
          if (result.isSuccess()) {
            exported.addAndGet(items);
          } else {
            fail(items, result.getFailureThrowable());
          }
        });
  }

  void fail(int items, Throwable cause) {
    failed.addAndGet(items);
    trouble(cause);
  }

  /** An attempt has failed that will be repeated; the cause may be null. */
  void trouble(Throwable cause) {
    if (cause != null) {
      lastError = secrets.blot(rootMessage(cause));
    }
  }

  long exported() {
    return exported.get();
  }

  long failed() {
    return failed.get();
  }

  long done() {
    return exported.get() + failed.get();
  }

  /** What the last failure said, or null. */
  String lastError() {
    return lastError;
  }

  private static String rootMessage(Throwable failure) {
    Throwable root = failure;
    while (root.getCause() != null) {
      root = root.getCause();
    }
    String message = root.getMessage();
    return message == null
        ? root.getClass().getSimpleName()
        : message.lines().findFirst().orElse("");
  }
}
