package io.mapscope.otel.source;

import io.mapscope.events.RecordingSettings;
import io.opentelemetry.sdk.resources.Resource;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BooleanSupplier;
import jdk.jfr.consumer.EventStream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The export of a running JVM.
 *
 * <p>Implementation note. Before JDK 20 a stream cannot be told to read up to now and stop, and
 * from another process it never can. So to close, the source is {@linkplain LiveSource#mark
 * marked}: a chunk is begun there, and when the event that stands at its beginning arrives,
 * everything committed before has arrived. That takes half a second to a second in process, plus
 * three starts of {@code jcmd} for an attached JVM. Dropped: the event that tells the names of
 * recordings, as JDK 17 gives it the time of its first ever, before which nothing is read.
 */
public final class LiveExport {

  static final String MARK_EVENT = "jdk.JVMInformation";

  private static final Logger LOG = LoggerFactory.getLogger(LiveExport.class);
  private static final AtomicLong LAST_NUMBER = new AtomicLong();
  // Flight Recorder flushes once a second.
  private static final long FLUSH_NANOS = 1_100_000_000L;
  private static final Duration PATIENCE_WITH_COLLECTOR = Duration.ofSeconds(2);

  private final String mark =
      "mapscope-mark-" + ProcessHandle.current().pid() + "-" + LAST_NUMBER.incrementAndGet();
  private final AtomicBoolean closed = new AtomicBoolean();
  private final CountDownLatch drained = new CountDownLatch(1);
  private final LiveSource source;
  private volatile Instant marked;
  private final JvmExport export;
  private final EventStream stream;
  private final Thread reader;

  private LiveExport(LiveSource source, JvmExport export, EventStream stream) {
    this.source = source;
    this.export = export;
    this.stream = stream;
    this.reader = new Thread(stream::start, "mapscope-telemetry-" + LAST_NUMBER.get());
  }

  /**
   * Starts the recording and the export. Waits for the first map when only its events tell which
   * JVM it is.
   *
   * @param source a JVM that is not recorded yet
   * @param settings what is recorded
   * @param destination where to
   * @param over asked while it waits, whether to give up
   * @return a running export, or empty when there was no map before the JVM was gone or all was
   *     over
   * @throws IOException when it cannot be recorded, or a destination not be opened; the message is
   *     one line
   */
  public static Optional<LiveExport> start(
      LiveSource source, RecordingSettings settings, Destination destination, BooleanSupplier over)
      throws IOException {
    source.start(settings);
    try {
      Resource jvm =
          source.jvm().isPresent()
              ? source.jvm().get()
              : JvmResource.await(source.open(), () -> over.getAsBoolean() || source.isGone());
      if (jvm.equals(Resource.empty())) {
        source.close();
        return Optional.empty();
      }
      JvmExport export = JvmExport.live(jvm, destination);
      return Optional.of(begin(source, export));
    } catch (IOException | RuntimeException failure) {
      source.close();
      throw failure;
    }
  }

  private static LiveExport begin(LiveSource source, JvmExport export) throws IOException {
    try {
      LiveExport live = new LiveExport(source, export, source.open());
      live.read();
      return live;
    } catch (IOException | RuntimeException failure) {
      export.close(PATIENCE_WITH_COLLECTOR);
      throw failure;
    }
  }

  private void read() {
    export.attach(stream, new RepositoryClock(source::repository));
    stream.onEvent(
        MARK_EVENT,
        event -> {
          Instant since = marked;
          if (since != null && !event.getEndTime().isBefore(since)) {
            drained.countDown();
          }
        });
    stream.onClose(drained::countDown);
    reader.setDaemon(true);
    reader.start();
  }

  /**
   * What goes from the source to OpenTelemetry.
   *
   * @return the export of the one JVM
   */
  public JvmExport export() {
    return export;
  }

  /**
   * Whether nothing more will come.
   *
   * @return true when the JVM is gone
   */
  public boolean isOver() {
    return source.isGone() || !reader.isAlive();
  }

  /**
   * Exports what was committed before this call, and ends the recording and all threads.
   *
   * @param patience how long to wait for the recorder at most
   * @return whether all of that has arrived; false when it was closed before
   */
  public boolean close(Duration patience) {
    if (!closed.compareAndSet(false, true)) {
      return false;
    }
    try {
      return drain(patience);
    } finally {
      try {
        stream.close();
        source.close();
      } finally {
        export.close(PATIENCE_WITH_COLLECTOR);
      }
    }
  }

  /** All that can be done then: what comes after the last flush is lost. */
  private boolean awaitLastFlush() throws InterruptedException {
    source.tellTotals();
    drained.await(FLUSH_NANOS, TimeUnit.NANOSECONDS);
    return false;
  }

  private boolean drain(Duration patience) {
    long deadline = System.nanoTime() + patience.toNanos();
    try {
      if (source.isEnding()) {
        return awaitLastFlush();
      }
      if (!source.isGone()) {
        source.tellTotals();
        marked = source.now();
        source.mark(mark);
      }
      boolean all = drained.await(deadline - System.nanoTime(), TimeUnit.NANOSECONDS);
      if (!all) {
        LOG.warn("The last events have not arrived within {}", patience);
      }
      stream.close();
      reader.join(patience.toMillis());
      return all;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (IOException | RuntimeException e) {
      LOG.warn("The last events could not be read: {}", e.toString());
    }
    return false;
  }
}
