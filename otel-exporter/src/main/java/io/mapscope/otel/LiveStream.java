package io.mapscope.otel;

import io.mapscope.events.ObservedMaps;
import io.mapscope.events.RecordingSettings;
import io.mapscope.otel.mapping.MappingEngine;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import jdk.jfr.FlightRecorder;
import jdk.jfr.Recording;
import jdk.jfr.consumer.EventStream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A recording of this JVM whose events are mapped as they come.
 *
 * <p>Implementation note. Two things the JDK leaves to us. The thread of its recording stream is no
 * daemon, so a program that ends without closing would not end. So recording and stream are made
 * apart: the recording is running when {@link #start} returns, and the stream reads the repository
 * on a thread of ours.
 *
 * <p>And before JDK 20 a stream cannot be told to read up to now and stop. So to close, a chunk is
 * ended (which writes all threads' buffers), a marker is committed, and its chunk is ended too:
 * when the marker arrives, everything committed before has arrived. Measured: half a second to a
 * second, of which the ending of a chunk is some milliseconds.
 */
final class LiveStream {

  private static final Logger LOG = LoggerFactory.getLogger(LiveStream.class);

  // What is kept on disk for an exporter that falls behind. A chunk is 12 MB.
  private static final long MAX_BYTES = 64L << 20;
  private static final Duration MAX_AGE = Duration.ofMinutes(10);

  private static final AtomicLong LAST_NUMBER = new AtomicLong();

  private final long number = LAST_NUMBER.incrementAndGet();
  private final CountDownLatch drained = new CountDownLatch(1);
  private final Recording recording;
  private final EventStream stream;
  private final Thread reader;

  private LiveStream(Recording recording, EventStream stream) {
    this.recording = recording;
    this.stream = stream;
    this.reader = new Thread(stream::start, "mapscope-telemetry-" + number);
  }

  static LiveStream start(RecordingSettings settings, MappingEngine engine) throws ExportException {
    Recording recording = null;
    try {
      recording = new Recording(settings.configuration());
      LiveStream live = new LiveStream(recording, EventStream.openRepository());
      live.begin(engine);
      return live;
    } catch (IOException | RuntimeException failure) {
      if (recording != null) {
        recording.close();
      }
      throw new ExportException(
          "Flight Recorder cannot be started ("
              + failure.getMessage()
              + "); see that its repository, by default in the temporary folder, can be written",
          failure);
    }
  }

  private void begin(MappingEngine engine) {
    recording.setName("mapscope-telemetry-" + number);
    recording.setMaxSize(MAX_BYTES);
    recording.setMaxAge(MAX_AGE);
    recording.enable(DrainMarkerEvent.class);
    engine.attach(stream);
    stream.onEvent(
        DrainMarkerEvent.NAME,
        event -> {
          if (event.getLong("exporter") == number) {
            drained.countDown();
          }
        });
    stream.setStartTime(Instant.now());
    recording.start();
    reader.setDaemon(true);
    reader.start();
  }

  /** Maps what was committed so far, for as long as patience lasts, and ends the recording. */
  void close(Duration patience) {
    try {
      // The totals since the last period.
      ObservedMaps.tellStatistics();
      endChunk();
      DrainMarkerEvent marker = new DrainMarkerEvent();
      marker.exporter = number;
      marker.commit();
      endChunk();
      if (!drained.await(patience.toMillis(), TimeUnit.MILLISECONDS)) {
        LOG.warn("The last events have not arrived within {}", patience);
      }
      stream.close();
      reader.join(patience.toMillis());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (RuntimeException e) {
      LOG.warn("The last events could not be read: {}", e.toString());
    } finally {
      stream.close();
      recording.close();
    }
  }

  private static void endChunk() {
    try (Recording snapshot = FlightRecorder.getFlightRecorder().takeSnapshot()) {
      // Taking it is all: the recorder ends its chunk to have something to show.
      snapshot.setName("mapscope-drain");
    }
  }
}
