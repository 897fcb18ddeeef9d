package io.mapscope.otel.source;

import io.mapscope.events.recording.CheckedRecording;
import io.mapscope.otel.mapping.ChunkClock;
import io.mapscope.otel.mapping.MappingAhead;
import io.mapscope.otel.mapping.MappingEngine;
import io.mapscope.otel.pipeline.CumulativeMetrics;
import io.mapscope.otel.pipeline.Following;
import io.mapscope.otel.pipeline.Pipeline;
import io.opentelemetry.sdk.resources.Resource;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The export of one JVM whose chunks come one by one. Used by one thread, but for {@link #stop} and
 * what {@link #export} tells.
 */
public final class FollowedJvm {

  private static final Logger LOG = LoggerFactory.getLogger(FollowedJvm.class);

  // What can be delivered has been, when it is closed.
  private static final Duration PATIENCE = Duration.ofSeconds(2);
  private static final Duration FOR_METRICS = Duration.ofSeconds(60);

  private final JvmExport export;
  private final Pipeline pipeline;
  private final CumulativeMetrics metrics;
  private final ChunkClock clock = new ChunkClock();

  private FollowedJvm(JvmExport export, CumulativeMetrics metrics) {
    this.export = export;
    this.pipeline = (Pipeline) export.output();
    this.metrics = metrics;
  }

  /**
   * Which JVM has written a recording.
   *
   * @param recording a recording
   * @return a text that identifies it, empty when the recording does not tell or cannot be read
   */
  public static String jvm(Path recording) {
    return JvmResource.instance(resource(recording));
  }

  /** What cannot be read is told of, and counted, when all of it is. */
  private static Resource resource(Path recording) {
    try {
      return JvmResource.ofRecording(recording);
    } catch (IOException | RuntimeException e) {
      LOG.debug("{} does not tell its JVM", recording, e);
      return Resource.empty();
    }
  }

  /**
   * Opens an export.
   *
   * @param recording a recording of the JVM
   * @param startNanos start of the first chunk that will be read, since the epoch
   * @param destination where to
   * @param following what was delivered before
   * @return the export, to be closed
   * @throws IOException when a destination cannot be opened; the message is one line
   */
  public static FollowedJvm open(
      Path recording, long startNanos, Destination destination, Following following)
      throws IOException {
    EventClock clock = EventClock.withoutEnd(startNanos);
    JvmExport export =
        JvmExport.recorded(resource(recording), destination, clock, FOR_METRICS, following);
    return new FollowedJvm(export, following.metrics());
  }

  /**
   * Maps the events of a chunk.
   *
   * @param chunk a recording of one chunk
   * @throws IOException when it cannot be read
   */
  public void read(Path chunk) throws IOException {
    CheckedRecording checked = CheckedRecording.of(chunk, MappingEngine.eventNames());
    checked.chunks().forEach(clock::add);
    long before = export.engine().seen();
    try (MappingAhead ahead = export.ahead()) {
      CheckedRecording.stream(chunk, stream -> ahead.attach(stream, clock));
    }
    checked.requireAll(chunk, export.engine().seen() - before);
  }

  /**
   * The metrics.
   *
   * @return the same each time
   */
  public CumulativeMetrics metrics() {
    return metrics;
  }

  /**
   * What became of the events and of what was made of them.
   *
   * @return the same each time
   */
  public JvmExport export() {
    return export;
  }

  /**
   * Where the oldest event began that is still held for others to come.
   *
   * @return nanoseconds since the epoch, {@link Long#MAX_VALUE} when there is none
   */
  public long neededSince() {
    return export.engine().neededSince();
  }

  /**
   * Waits until all spans have been delivered.
   *
   * @return false when stopped before
   */
  public boolean awaitDelivery() {
    return pipeline.awaitDelivery();
  }

  /** Tells that what was read so far was the overlap, and all of it. */
  public void replayed() {
    export.engine().replayed();
  }

  /** Ends the mapping: what still waited for something is told. */
  public void end() {
    export.engine().end();
    pipeline.flushMetrics(FOR_METRICS);
  }

  /** Ends all waiting for destinations, now and later; from any thread. */
  public void stop() {
    pipeline.stop();
  }

  /** Closes the destinations. */
  public void close() {
    pipeline.close(PATIENCE);
  }
}
