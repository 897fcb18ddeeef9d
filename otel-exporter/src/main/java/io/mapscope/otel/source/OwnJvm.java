package io.mapscope.otel.source;

import io.mapscope.events.ObservedMaps;
import io.mapscope.events.RecordingSettings;
import io.opentelemetry.sdk.resources.Resource;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import jdk.jfr.Recording;
import jdk.jfr.consumer.EventStream;

/**
 * The JVM that this runs in.
 *
 * <p>Implementation note. The thread of the JDK's recording stream is no daemon, so a program that
 * ends without closing would not end. So recording and stream are made apart.
 */
public final class OwnJvm extends LiveSource {

  private static final AtomicLong LAST_NUMBER = new AtomicLong();

  private final Map<String, String> overrides;
  private Recording recording;
  private Instant begin;

  /**
   * This JVM, not yet recorded.
   *
   * @param overrides settings of the recording that win over the shipped ones
   */
  public OwnJvm(Map<String, String> overrides) {
    this.overrides = Map.copyOf(overrides);
  }

  @Override
  void start(RecordingSettings settings) throws IOException {
    try {
      recording = new Recording();
      Map<String, String> all = new HashMap<>(settings.configuration().getSettings());
      all.putAll(overrides);
      recording.setSettings(all);
      recording.setName("mapscope-telemetry-" + LAST_NUMBER.incrementAndGet());
      recording.setMaxSize(MAX_BYTES);
      recording.setMaxAge(MAX_AGE);
      begin = Instant.now();
      recording.start();
    } catch (RuntimeException failure) {
      close();
      throw new SourceException(
          "Flight Recorder cannot be started ("
              + SourceException.reason(failure)
              + "); see that its repository, by default in the temporary folder, can be written",
          failure);
    }
  }

  @Override
  EventStream open() throws IOException {
    EventStream stream = EventStream.openRepository();
    stream.setStartTime(begin);
    return stream;
  }

  @Override
  Path repository() {
    // Set by Flight Recorder; changes when the repository is moved.
    return Path.of(System.getProperty("jdk.jfr.repository", ""));
  }

  @Override
  Optional<Resource> jvm() {
    return Optional.of(JvmResource.ofThisJvm());
  }

  @Override
  void tellTotals() {
    ObservedMaps.tellStatistics();
  }

  @Override
  void mark(String name) {
    try (Recording mark = new Recording()) {
      mark.setName(name);
      mark.enable(LiveExport.MARK_EVENT).with("period", "beginChunk");
      mark.start();
    }
  }

  /**
   * Flight Recorder ends by a hook of its own, at the same time as others. In JDK 17 the JVM
   * crashes when a recording is started or stopped after that.
   */
  @Override
  boolean isEnding() {
    Thread probe = new Thread(() -> {});
    try {
      Runtime.getRuntime().addShutdownHook(probe);
      Runtime.getRuntime().removeShutdownHook(probe);
      return false;
    } catch (IllegalStateException hooksAreRunning) {
      return true;
    }
  }

  @Override
  boolean isGone() {
    return false;
  }

  @Override
  void close() {
    if (recording != null && !isEnding()) {
      recording.close();
    }
  }
}
