package io.mapscope.flame;

import io.mapscope.attach.AttachException;
import io.mapscope.flame.record.Engine;
import io.mapscope.flame.record.OwnRecording;
import io.mapscope.flame.record.RecordingPlan;
import java.io.IOException;
import java.nio.file.Path;

/**
 * Records the growths and the samples of the program it runs in.
 *
 * <pre>{@code
 * try (GrowthProfiler profiler = GrowthProfiler.start(RecordingPlan.ofJdkMaps())) {
 *   // the part of the program to look at
 *   profiler.stop(Path.of("growth.jfr"));
 * }
 * }</pre>
 *
 * <p>One at a time in a JVM. After {@link #stop} or {@link #close} nothing is recorded or traced
 * any more; async-profiler's library stays loaded, as a JVM never unloads one. Thread-safe.
 */
public final class GrowthProfiler implements AutoCloseable {

  private OwnRecording recording;

  private GrowthProfiler(OwnRecording recording) {
    this.recording = recording;
  }

  /**
   * Starts with the engine that sees most in this JVM.
   *
   * @param plan what to record, not null
   * @return the profiler, which records; to be closed in any case
   * @throws AttachException when this JVM cannot be recorded
   */
  public static GrowthProfiler start(RecordingPlan plan) throws AttachException {
    return start(
        plan,
        Engine.preferred(
            Runtime.version().feature(),
            System.getProperty("os.name"),
            System.getProperty("os.arch")));
  }

  /**
   * Starts.
   *
   * @param plan what to record, not null
   * @param engine by which engine
   * @return the profiler, which records; to be closed in any case
   * @throws AttachException when this JVM cannot be recorded
   */
  public static GrowthProfiler start(RecordingPlan plan, Engine engine) throws AttachException {
    return new GrowthProfiler(OwnRecording.start(plan, engine));
  }

  /**
   * Ends the recording and keeps it.
   *
   * @param out where it goes; a file there is replaced
   * @throws IOException when it cannot be written; the other file of a {@link
   *     java.nio.file.FileSystemException} is then where the recording is kept
   * @throws IllegalStateException when it has been stopped or closed already
   */
  public synchronized void stop(Path out) throws IOException {
    if (recording == null) {
      throw new IllegalStateException("the profiler has been stopped already");
    }
    OwnRecording running = recording;
    recording = null;
    running.finish(out);
  }

  /** Ends the recording and drops it, unless it was stopped. */
  @Override
  public synchronized void close() {
    if (recording != null) {
      recording.drop();
      recording = null;
    }
  }
}
