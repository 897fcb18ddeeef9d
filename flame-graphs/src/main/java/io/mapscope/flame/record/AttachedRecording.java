package io.mapscope.flame.record;

import com.sun.tools.attach.VirtualMachine;
import io.mapscope.attach.AttachException;
import io.mapscope.attach.TargetProcess;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import java.util.Optional;
import java.util.Properties;

/**
 * A recording of another JVM, which needs neither a restart nor a change.
 *
 * <p>What it leaves behind there: async-profiler's library stays loaded, as a JVM never unloads
 * one, and Flight Recorder's threads and its empty folder for chunks stay until the end of that JVM
 * once it was used. The methods have their own code again, no recording runs, no file stays.
 *
 * <p>Used by one thread, except that {@link #close} may be called by any.
 */
public final class AttachedRecording implements AutoCloseable {

  private static final String OTHER_WAY =
      "start the program with the flags of 'mapscope record --print-flags'";

  private final TargetProcess target;
  private final PrivateFolder folder;
  private final Engine engine;
  private Session session;

  private AttachedRecording(
      TargetProcess target, PrivateFolder folder, Engine engine, Session session) {
    this.target = target;
    this.folder = folder;
    this.engine = engine;
    this.session = session;
  }

  /**
   * Starts to record.
   *
   * @param pid the JVM's process
   * @param plan what to record, not null
   * @param engine by which engine, or null for the one that sees most there
   * @return the recording, which runs; to be closed in any case
   * @throws AttachException when it cannot be recorded
   */
  public static AttachedRecording start(long pid, RecordingPlan plan, Engine engine)
      throws AttachException {
    Objects.requireNonNull(plan, "plan");
    TargetProcess target = TargetProcess.of(pid, OTHER_WAY);
    try {
      VirtualMachine jvm = target.attach();
      try {
        return start(target, plan, engine, jvm);
      } finally {
        jvm.detach();
      }
    } catch (AttachException e) {
      throw e;
    } catch (IOException e) {
      throw new AttachException(
          "cannot record process " + pid + ": " + e + "; look for free space and rights", e);
    }
  }

  private static AttachedRecording start(
      TargetProcess target, RecordingPlan plan, Engine asked, VirtualMachine jvm)
      throws IOException {
    Properties properties = jvm.getSystemProperties();
    int feature = feature(properties.getProperty("java.specification.version"));
    Engine engine =
        asked == null
            ? Engine.preferred(
                feature, properties.getProperty("os.name"), properties.getProperty("os.arch"))
            : asked;
    if (engine == Engine.FLIGHT_RECORDER && feature < Engine.FIRST_TRACING_JDK) {
      throw new AttachException(
          "process "
              + target.pid()
              + " runs Java "
              + feature
              + ", whose Flight Recorder cannot trace methods (25 and later can); record with"
              + " --engine async-profiler");
    }
    PrivateFolder folder = PrivateFolder.make(target.owner().orElse(null));
    try {
      LeftOvers.note(folder.path, plan.limit());
      Session session =
          engine == Engine.FLIGHT_RECORDER
              ? FlightRecorderSession.start(target, plan, folder)
              : AgentSession.start(target, plan, folder, jvm);
      return new AttachedRecording(target, folder, engine, session);
    } catch (IOException | RuntimeException e) {
      folder.close();
      throw e;
    }
  }

  /** "17", and "1.8" of old. */
  private static int feature(String version) {
    String last = version.startsWith("1.") ? version.substring(2) : version;
    return Integer.parseInt(last);
  }

  /**
   * What records.
   *
   * @return the engine
   */
  public Engine engine() {
    return engine;
  }

  /**
   * Whether the JVM still runs.
   *
   * @return false once it has ended
   */
  public boolean isTargetAlive() {
    return target.isAlive();
  }

  /**
   * Ends the recording and keeps it; one that has ended by its limit is kept, too.
   *
   * @param out where it goes; a file there is replaced
   * @return a line that says what is wrong with it, in most cases none
   * @throws AttachException when the JVM has ended without leaving a recording
   * @throws IOException when the file cannot be written; the other file of a {@link
   *     java.nio.file.FileSystemException} is then where the recording is kept
   */
  public Optional<String> finish(Path out) throws IOException {
    Session running = take();
    if (running == null) {
      throw new IllegalStateException("the recording has ended already");
    }
    try {
      running.stop();
      if (!isThere(running)) {
        throw new AttachException(
            "process "
                + target.pid()
                + " ended before its recording was saved; record it from its start with the flags"
                + " of 'mapscope record --print-flags'");
      }
      Optional<String> warning = Alignment.tryTo(running.file());
      folder.handOver(running.file(), out);
      return warning;
    } finally {
      folder.close();
    }
  }

  private static boolean isThere(Session ended) throws IOException {
    return Files.exists(ended.file()) && Files.size(ended.file()) > 0;
  }

  /** Ends the recording and drops it, unless it was finished. */
  @Override
  public void close() {
    Session running = take();
    if (running != null) {
      try {
        running.stop();
      } catch (IOException gone) {
        // Nobody is left to stop; the recording ends by its own limit.
        folder.close();
        return;
      }
      folder.close();
    }
  }

  private synchronized Session take() {
    Session running = session;
    session = null;
    return running;
  }
}
