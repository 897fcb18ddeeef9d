package io.mapscope.otel;

import io.mapscope.events.RecordingSettings;
import io.mapscope.otel.mapping.MappingEngine;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import jdk.jfr.FlightRecorder;
import jdk.jfr.Recording;
import jdk.jfr.consumer.RecordingStream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A recording of this JVM whose events are mapped as they come.
 *
 * <p>Implementation note. Two things the JDK leaves to us. Its stream runs on a thread that is a
 * daemon only if the thread that starts it is one, so it is started from one: a program that ends
 * without closing must end. And before JDK 20 a stream cannot be told to read up to now and stop.
 * So to close, a chunk is ended (which writes all threads' buffers), a marker is committed, and its
 * chunk is ended too: when the marker arrives, everything committed before has arrived. Measured:
 * half a second to a second, two milliseconds of it in the recorder; a wait for two flushes, tried
 * first, takes two seconds and proves less.
 */
final class LiveStream {

  private static final Logger LOG = LoggerFactory.getLogger(LiveStream.class);

  // What is kept on disk for an exporter that falls behind. A chunk is 12 MB.
  private static final long MAX_BYTES = 64L << 20;
  private static final Duration MAX_AGE = Duration.ofMinutes(10);

  private static final AtomicLong LAST_NUMBER = new AtomicLong();

  private final long number = LAST_NUMBER.incrementAndGet();
  private final CountDownLatch drained = new CountDownLatch(1);
  private final RecordingStream stream;

  private LiveStream(RecordingStream stream) {
    this.stream = stream;
  }

  static LiveStream start(RecordingSettings settings, MappingEngine engine) throws ExportException {
    LiveStream live = new LiveStream(new RecordingStream(settings.configuration()));
    try {
      live.begin(engine);
      return live;
    } catch (RuntimeException failure) {
      live.stream.close();
      throw new ExportException(
          "Flight Recorder cannot be started: " + failure.getMessage(), failure);
    }
  }

  private void begin(MappingEngine engine) throws ExportException {
    stream.setMaxSize(MAX_BYTES);
    stream.setMaxAge(MAX_AGE);
    engine.attach(stream);
    stream.enable(DrainMarkerEvent.class);
    stream.onEvent(
        DrainMarkerEvent.NAME,
        event -> {
          if (event.getLong("exporter") == number) {
            drained.countDown();
          }
        });
    Thread starter = new Thread(stream::startAsync, "mapscope-start");
    starter.setDaemon(true);
    starter.start();
    try {
      starter.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new ExportException("interrupted while Flight Recorder was started; start again", e);
    }
  }

  /** Maps what was committed so far, for as long as patience lasts, and ends the recording. */
  void close(Duration patience) {
    try {
      endChunk();
      DrainMarkerEvent marker = new DrainMarkerEvent();
      marker.exporter = number;
      marker.commit();
      endChunk();
      boolean complete = drained.await(patience.toMillis(), TimeUnit.MILLISECONDS);
      stream.close();
      if (complete) {
        stream.awaitTermination(patience);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (RuntimeException e) {
      LOG.warn("The last events could not be read: {}", e.toString());
    } finally {
      stream.close();
    }
  }

  private static void endChunk() {
    try (Recording snapshot = FlightRecorder.getFlightRecorder().takeSnapshot()) {
      // Taking it is all: the recorder ends its chunk to have something to show.
      snapshot.setName("mapscope-drain");
    }
  }
}
