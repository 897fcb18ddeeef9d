package io.mapscope.flame.record;

import io.mapscope.attach.AttachException;
import java.io.IOException;
import java.io.StringReader;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.file.Files;
import java.nio.file.Path;
import java.text.ParseException;
import java.util.Objects;
import jdk.jfr.Configuration;
import jdk.jfr.Recording;
import jdk.jfr.RecordingState;
import one.profiler.AsyncProfiler;

/** A recording of this JVM, for {@link io.mapscope.flame.GrowthProfiler}. */
public final class OwnRecording {

  private static final Logger LOG = System.getLogger(OwnRecording.class.getName());

  private final PrivateFolder folder;
  private final Path file;
  private final AsyncProfiler agent;
  private final Recording flightRecording;

  private OwnRecording(PrivateFolder folder, AsyncProfiler agent, Recording flightRecording) {
    this.folder = folder;
    this.file = folder.path.resolve(LeftOvers.RECORDING);
    this.agent = agent;
    this.flightRecording = flightRecording;
  }

  /**
   * Starts to record.
   *
   * @param plan what to record, not null
   * @param engine by which engine
   * @return the recording, which runs
   * @throws AttachException when this JVM cannot be recorded
   */
  public static OwnRecording start(RecordingPlan plan, Engine engine) throws AttachException {
    Objects.requireNonNull(plan, "plan");
    if (engine == Engine.FLIGHT_RECORDER
        && Runtime.version().feature() < Engine.FIRST_TRACING_JDK) {
      throw new AttachException(
          "Flight Recorder of Java "
              + Runtime.version().feature()
              + " cannot trace methods (25 and later can); use Engine.ASYNC_PROFILER");
    }
    try {
      PrivateFolder folder = PrivateFolder.make(null);
      try {
        OwnRecording recording =
            engine == Engine.FLIGHT_RECORDER
                ? new OwnRecording(folder, null, flightRecording(plan))
                : new OwnRecording(folder, agent(folder), null);
        recording.begin(plan);
        return recording;
      } catch (IOException | RuntimeException e) {
        folder.close();
        throw e;
      }
    } catch (AttachException e) {
      throw e;
    } catch (IOException | IllegalStateException | IllegalArgumentException e) {
      throw new AttachException(
          "cannot record this JVM: "
              + AttachException.reason(e)
              + "; only one recording at a time can be made",
          e);
    }
  }

  private static Recording flightRecording(RecordingPlan plan) throws IOException {
    try {
      Recording recording =
          new Recording(
              Configuration.create(new StringReader(Settings.of(plan, Engine.FLIGHT_RECORDER))));
      recording.setName("mapscope-growth-profiler");
      recording.setDuration(plan.limit());
      return recording;
    } catch (ParseException e) {
      throw new IllegalStateException("the settings are damaged", e);
    }
  }

  /** Loads the library once; later calls get the one that is loaded. */
  private static AsyncProfiler agent(PrivateFolder folder) throws IOException {
    Path library =
        NativeLibrary.unpack(
            folder.path, System.getProperty("os.name"), System.getProperty("os.arch"));
    return AsyncProfiler.getInstance(library.toString());
  }

  private void begin(RecordingPlan plan) throws IOException {
    if (flightRecording != null) {
      flightRecording.start();
      return;
    }
    Path settings =
        Files.writeString(
            folder.path.resolve("mapscope.jfc"), Settings.of(plan, Engine.ASYNC_PROFILER));
    agent.execute(AgentOptions.start(plan, file, settings, folder.path.resolve("agent.log")));
  }

  /** What has ended by its own limit, or by somebody else, is the recording all the same. */
  private void end() throws IOException {
    if (flightRecording == null) {
      try {
        agent.execute(AgentOptions.STOP);
      } catch (IllegalStateException ended) {
        if (!AgentOptions.saysEnded(ended.getMessage()) || !Files.exists(file)) {
          throw ended;
        }
      }
      return;
    }
    if (flightRecording.getState() == RecordingState.RUNNING) {
      try {
        flightRecording.stop();
      } catch (IllegalStateException ended) {
        // Just now: its file can be had as before.
      }
    }
    try {
      flightRecording.dump(file);
    } finally {
      flightRecording.close(); // Also when the disk is full: this program goes on.
    }
  }

  /**
   * Ends the recording and keeps it.
   *
   * @param out where it goes; a file there is replaced
   * @throws IOException when it cannot be written; the other file of a {@link
   *     java.nio.file.FileSystemException} is then where the recording is kept
   */
  public void finish(Path out) throws IOException {
    try {
      end();
      Alignment.tryTo(file).ifPresent(line -> LOG.log(Level.WARNING, line));
      folder.handOver(file, out);
    } catch (IllegalStateException lost) {
      throw new IOException(
          "the recording has ended and its file is gone (" + lost.getMessage() + ")", lost);
    } finally {
      folder.close();
    }
  }

  /** Ends the recording and drops it. */
  public void drop() {
    try {
      end();
    } catch (IOException | IllegalStateException ended) {
      // By its limit, or by somebody else; there is nothing to drop then.
    } finally {
      folder.close();
    }
  }
}
