package io.mapscope.otel.pipeline;

import io.opentelemetry.exporter.internal.FailedExportException.GrpcExportException;
import io.opentelemetry.exporter.internal.FailedExportException.HttpExportException;
import io.opentelemetry.sdk.common.CompletableResultCode;
import io.opentelemetry.sdk.common.export.GrpcStatusCode;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * Tries an export again until the destination takes it, or until it is stopped.
 *
 * <p>Implementation note. The SDK's own retry gives up after some seconds, and only for answers
 * that ask for it; a collector that is being replaced is away for minutes. So what the SDK has
 * given up is tried again here, on the thread that exports, while further spans wait in the queue
 * before it, whose length is the bound. What the destination says of itself (away, overloaded, not
 * authorised, not found) may be mended while we wait; what it says of the data is final, or one bad
 * batch would block the queue for ever. The waits double from a second to ten: a collector that is
 * back has the first spans within ten seconds.
 *
 * <p>Thread-safe.
 */
final class Retry {

  private static final Duration FIRST_WAIT = Duration.ofSeconds(1);
  private static final Duration LONGEST_WAIT = Duration.ofSeconds(10);

  // Bad request, content too large, unsupported media type, unprocessable content.
  private static final Set<Integer> REFUSED_BY_HTTP = Set.of(400, 413, 415, 422);
  private static final Set<GrpcStatusCode> REFUSED_BY_GRPC =
      Set.of(GrpcStatusCode.INVALID_ARGUMENT, GrpcStatusCode.OUT_OF_RANGE);

  private final long firstWaitNanos;
  private boolean stopped;

  Retry() {
    this(FIRST_WAIT);
  }

  Retry(Duration firstWait) {
    this.firstWaitNanos = firstWait.toNanos();
  }

  /**
   * Exports, again and again if need be; blocks meanwhile.
   *
   * @param attempt one export
   * @param failed is told why an attempt that will be repeated has failed, or null
   * @return the result, done
   */
  CompletableResultCode untilTaken(
      Supplier<CompletableResultCode> attempt, Consumer<Throwable> failed) {
    long wait = firstWaitNanos;
    while (!isStopped()) {
      CompletableResultCode result = attempt.get();
      awaitResult(result);
      if (result.isSuccess() || isFinal(result.getFailureThrowable())) {
        return result;
      }
      failed.accept(result.getFailureThrowable());
      pause(wait);
      wait = Math.min(2 * wait, LONGEST_WAIT.toNanos());
    }
    return CompletableResultCode.ofFailure();
  }

  /** Ends all waiting, now and later: what was not taken by now fails. */
  synchronized void stop() {
    stopped = true;
    notifyAll();
  }

  synchronized boolean isStopped() {
    return stopped;
  }

  /** An attempt under way when stopped is left to itself. */
  private void awaitResult(CompletableResultCode result) {
    result.whenComplete(this::wake);
    boolean interrupted = false;
    synchronized (this) {
      while (!result.isDone() && !stopped) {
        try {
          wait();
        } catch (InterruptedException e) {
          stopped = true;
          interrupted = true;
        }
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  private synchronized void wake() {
    notifyAll();
  }

  private synchronized void pause(long nanos) {
    long end = System.nanoTime() + nanos;
    try {
      for (long left = nanos; left > 0 && !stopped; left = end - System.nanoTime()) {
        TimeUnit.NANOSECONDS.timedWait(this, left);
      }
    } catch (InterruptedException e) {
      stopped = true;
      Thread.currentThread().interrupt();
    }
  }

  /** Whether the destination has refused the data itself. */
  static boolean isFinal(Throwable failure) {
    if (failure instanceof HttpExportException http && http.getResponse() != null) {
      return REFUSED_BY_HTTP.contains(http.getResponse().getStatusCode());
    }
    if (failure instanceof GrpcExportException grpc && grpc.getResponse() != null) {
      return REFUSED_BY_GRPC.contains(grpc.getResponse().getStatusCode());
    }
    return false;
  }
}
