package io.mapscope.otel.source;

import io.mapscope.events.RecordingSettings;
import io.opentelemetry.sdk.resources.Resource;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import jdk.jfr.consumer.EventStream;

/**
 * A running JVM in which a recording of ours writes chunks into a folder that can be read here.
 *
 * <p>Implementation note. The recording is bounded in age and size, so that a JVM is not left with
 * a growing repository when the exporter is killed. What is kept on disk is also what an exporter
 * may fall behind by; a chunk is 12 MB.
 */
public abstract sealed class LiveSource permits OwnJvm, AttachedJvm, RemoteJvm {

  static final long MAX_BYTES = 64L << 20;
  static final Duration MAX_AGE = Duration.ofMinutes(10);

  /** For the sources of this package. */
  LiveSource() {}

  /** Starts the recording; what is committed after the return is recorded. */
  abstract void start(RecordingSettings settings) throws IOException;

  /** A stream that begins where the recording has begun. */
  abstract EventStream open() throws IOException;

  /** Where the chunks are now. */
  abstract Path repository();

  /** Who is observed, if that is known without reading events. */
  Optional<Resource> jvm() {
    return Optional.empty();
  }

  /** Has the JVM tell what it would tell only at the next period. */
  void tellTotals() {}

  /** What time it is there. */
  Instant now() throws IOException {
    return Instant.now();
  }

  /**
   * Starts and ends a recording of that name, which has {@link LiveExport#MARK_EVENT} told at the
   * beginning of its chunk. All that was committed before is in earlier chunks.
   */
  abstract void mark(String name) throws IOException;

  /** Whether the JVM is about to end, so that nothing may be started or stopped in it any more. */
  boolean isEnding() {
    return false;
  }

  /** Whether the JVM is gone, or cannot be reached any more. */
  abstract boolean isGone();

  /** Ends the recording. Idempotent, does not throw, leaves nothing behind. */
  abstract void close();
}
