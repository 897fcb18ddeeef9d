package io.mapscope.otel.source;

import io.mapscope.events.RecordingSettings;
import io.mapscope.otel.mapping.ChunkClock;
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
 * three starts of {@code jcmd} for an attached JVM. The JDK ends a stream whose next chunk has been
 * deleted, which happens to one that falls behind by more than the recording keeps; another goes on
 * with the oldest chunk that is left, and the gaps in the maps' numbers tell what was in between.
 * Dropped: the event that tells the names of recordings, as JDK 17 gives it the time of its first
 * ever, before which nothing is read.
 */
public final class LiveExport {

  static final String MARK_EVENT = "jdk.JVMInformation";

  private static final Logger LOG = LoggerFactory.getLogger(LiveExport.class);
  private static final AtomicLong LAST_NUMBER = new AtomicLong();
  // Flight Recorder flushes once a second.
  private static final long FLUSH_NANOS = 1_100_000_000L;
  // A chunk that is there when the folder is listed can be gone when it is opened.
  private static final int MOST_ATTEMPTS = 100;
  private static final Duration PATIENCE_WITH_COLLECTOR = Duration.ofSeconds(2);

  private final String mark = RecordingNames.mark();
  private final AtomicBoolean closed = new AtomicBoolean();
  private final CountDownLatch drained = new CountDownLatch(1);
  private final LiveSource source;
  private volatile Instant marked;
  private final JvmExport export;
  private final ChunkClock clock;
  private final Thread reader;
  private volatile EventStream stream;
  private volatile boolean hasRead;
  private volatile boolean markSeen;
  private volatile boolean broken;
  private boolean ended; // Guarded by this.
  private int attempts; // Of the reader's thread, in a row.

  private LiveExport(LiveSource source, JvmExport export) throws IOException {
    this.source = source;
    this.export = export;
    this.clock = new RepositoryClock(source::repository);
    this.stream = open();
    this.reader = new Thread(this::read, "mapscope-telemetry-" + LAST_NUMBER.incrementAndGet());
    reader.setDaemon(true);
    reader.start();
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
      return new LiveExport(source, export);
    } catch (IOException | RuntimeException failure) {
      export.close(PATIENCE_WITH_COLLECTOR);
      throw failure;
    }
  }

  private EventStream open() throws IOException {
    EventStream opened = source.open();
    export.attach(opened, clock);
    opened.onEvent(
        MARK_EVENT,
        event -> {
          Instant since = marked;
          if (since != null && !event.getEndTime().isBefore(since)) {
            markSeen = true;
          }
        });
    opened.onFlush(
        () -> {
          hasRead = true;
          // What comes behind the mark in its batch may have been committed before it.
          if (markSeen) {
            drained.countDown();
          }
        });
    return opened;
  }

  private void read() {
    try {
      do {
        stream.start();
      } while (goesOn());
    } catch (IOException | RuntimeException e) {
      broken = true;
      LOG.error("The recording cannot be read any more: {}", e.toString());
    } finally {
      drained.countDown();
    }
  }

  /** Opens another stream, unless this one has ended for a reason. */
  private synchronized boolean goesOn() throws IOException {
    if (ended || source.isGone()) {
      return false;
    }
    if (hasRead) {
      hasRead = false;
      attempts = 0;
      clock.chunksRead();
      LOG.warn("Fell behind the recording: what was deleted unread is counted as lost");
    } else if (++attempts == MOST_ATTEMPTS) {
      throw new IOException("its streams end at once");
    }
    stream = open();
    return true;
  }

  private synchronized void endStream() {
    ended = true;
    stream.close();
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
   * @return true when the JVM is gone, or cannot be read any more
   */
  public boolean isOver() {
    return source.isGone() || !reader.isAlive();
  }

  /**
   * Exports what was committed before this call, and ends the recording and all threads.
   *
   * @param patience how long to wait for the recorder at most
   * @return whether all of that has arrived, as far as it was recorded when the JVM is gone; false
   *     when it was closed before
   */
  public boolean close(Duration patience) {
    if (!closed.compareAndSet(false, true)) {
      return false;
    }
    try {
      return drain(patience);
    } finally {
      try {
        endStream();
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
      endStream();
      reader.join(patience.toMillis());
      return !broken && (all || source.isGone());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (IOException | RuntimeException e) {
      LOG.warn("The last events could not be read: {}", e.toString());
    }
    return false;
  }
}
