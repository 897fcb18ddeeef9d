package io.mapscope.flame.record;

import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * A recording by Flight Recorder alone, commanded by the JDK's {@code jcmd}.
 *
 * <p>Implementation note. The attach interface has no public way to send such commands, and a
 * management connection would leave a server in the observed JVM.
 */
final class FlightRecorderSession implements Session {

  private static final String NAME = "mapscope-record";

  private final TargetProcess target;
  private final Path file;

  private FlightRecorderSession(TargetProcess target, Path folder) {
    this.target = target;
    this.file = folder.resolve("recording.jfr");
  }

  static FlightRecorderSession start(TargetProcess target, RecordingPlan plan, PrivateFolder folder)
      throws AttachException, IOException {
    Path settings =
        Files.writeString(
            folder.path.resolve("mapscope.jfc"), Settings.of(plan, Engine.FLIGHT_RECORDER));
    folder.give(settings, target.owner());
    FlightRecorderSession session = new FlightRecorderSession(target, folder.path);
    if (session.jcmd("JFR.check", "name=" + NAME).contains("name=" + NAME)) {
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
              + target.pid
              + " does not start a recording: "
              + answer.lines().skip(1).findFirst().orElse("no reason given")
              + "; look at 'jcmd "
              + target.pid
              + " JFR.check'");
    }
    return session;
  }

  @Override
  public void stop() throws AttachException, IOException {
    if (target.isAlive()) {
      jcmd("JFR.stop", "name=" + NAME, "filename=" + file);
    }
  }

  @Override
  public Path file() {
    return file;
  }

  private String jcmd(String... words) throws AttachException, IOException {
    Path tool = Path.of(System.getProperty("java.home"), "bin", "jcmd");
    if (!Files.isExecutable(tool)) {
      throw new AttachException(tool + " is missing; run mapscope by a JDK, not by a runtime");
    }
    String[] command = new String[words.length + 2];
    command[0] = tool.toString();
    command[1] = Long.toString(target.pid);
    System.arraycopy(words, 0, command, 2, words.length);
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    process.getOutputStream().close();
    String answer = new String(process.getInputStream().readAllBytes(), Charset.defaultCharset());
    try {
      process.waitFor();
    } catch (InterruptedException e) {
      process.destroy();
      Thread.currentThread().interrupt();
      throw new IOException("interrupted while waiting for jcmd", e);
    }
    return answer;
  }
}
