package io.mapscope.report;

import io.mapscope.events.MapscopeEvents;
import io.mapscope.events.RecordingSettings;
import java.io.IOException;
import java.nio.file.Path;
import jdk.jfr.Recording;

/** Runs a part of a test under a recording. */
public final class Recorded {

  /** From this release on Flight Recorder traces methods. */
  static final int TRACES_METHODS = 25;

  private static final String METHODS =
      "java.util.HashMap::resize;java.util.HashMap::treeifyBin;"
          + "java.util.concurrent.ConcurrentHashMap::transfer;java.util.Hashtable::rehash";

  private Recorded() {}

  /** Something that is recorded. */
  @FunctionalInterface
  public interface Program {
    void run() throws Exception;
  }

  /** Events of instrumented maps, with each step of a growth. */
  public static Path maps(Path file, Program program) throws Exception {
    try (Recording recording = new Recording(RecordingSettings.PRODUCTION.configuration())) {
      recording.enable(MapscopeEvents.GROW_WORK).withoutThreshold().withoutStackTrace();
      return run(recording, file, program);
    }
  }

  /** Every event of instrumented maps, however short. */
  public static Path everything(Path file, Program program) throws Exception {
    try (Recording recording = new Recording(RecordingSettings.PROFILE.configuration())) {
      return run(recording, file, program);
    }
  }

  /** Growths of the JDK's maps and of instrumented ones. */
  public static Path jdkMaps(Path file, Program program) throws Exception {
    try (Recording recording = new Recording(RecordingSettings.PRODUCTION.configuration())) {
      recording.enable("jdk.MethodTrace").withStackTrace().with("filter", METHODS);
      return run(recording, file, program);
    }
  }

  private static Path run(Recording recording, Path file, Program program) throws Exception {
    recording.start();
    program.run();
    recording.stop();
    return dumped(recording, file);
  }

  private static Path dumped(Recording recording, Path file) throws IOException {
    recording.dump(file);
    return file;
  }
}
