package io.mapscope.flame.record;

import io.mapscope.attach.AttachException;
import io.mapscope.attach.TargetProcess;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.regex.Pattern;

/** A recording by Flight Recorder alone, commanded by the JDK's {@code jcmd}. */
final class FlightRecorderSession implements Session {

  private static final String NAME = "mapscope-record";
  private static final Pattern LEFT_OVER = Pattern.compile("name=\"?" + NAME + "\"?\\s");

  // Stopping writes up to a gigabyte, to a disk that may be slow.
  private static final Duration PATIENCE = Duration.ofMinutes(2);

  private final TargetProcess target;
  private final Path file;

  private FlightRecorderSession(TargetProcess target, Path folder) {
    this.target = target;
    this.file = folder.resolve(LeftOvers.RECORDING);
  }

  static FlightRecorderSession start(TargetProcess target, RecordingPlan plan, PrivateFolder folder)
      throws IOException {
    Path settings =
        Files.writeString(
            folder.path.resolve("mapscope.jfc"), Settings.of(plan, Engine.FLIGHT_RECORDER));
    folder.give(settings, target.owner().orElse(null));
    FlightRecorderSession session = new FlightRecorderSession(target, folder.path);
    if (LEFT_OVER.matcher(session.jcmd("JFR.check")).find()) {
      // Of one who was killed: whoever records now, wants a recording of now.
      session.jcmd("JFR.stop", "name=" + NAME);
    }
    String answer =
        session.jcmd(
            "JFR.start",
            "name=" + NAME,
            "settings=" + settings,
            "filename=" + session.file,
            "duration=" + plan.limit().toSeconds() + "s",
            "maxsize=1g");
    if (!answer.contains("Started recording")) {
      throw new AttachException(
          "process "
              + target.pid()
              + " does not start a recording: "
              + answer.lines().findFirst().orElse("no reason given")
              + "; look at 'jcmd "
              + target.pid()
              + " JFR.check'");
    }
    return session;
  }

  @Override
  public void stop() throws IOException {
    try {
      if (target.isAlive()) {
        jcmd("JFR.stop", "name=" + NAME, "filename=" + file);
      }
    } catch (AttachException failure) {
      // A JVM or a recording that has ended meanwhile has written the file, or has not, which is
      // seen next.
      if (target.isAlive() && !Files.exists(file)) {
        throw failure;
      }
    }
  }

  @Override
  public Path file() {
    return file;
  }

  private String jcmd(String... command) throws IOException {
    return target.jcmd(PATIENCE, command);
  }
}
