package io.mapscope.otel.source;

import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * Sends diagnostic commands to a JVM on this host.
 *
 * <p>Implementation note. The attach API has no public method for them: its own sits in a package
 * that is not exported, and its way by a management agent leaves that agent in the target. So the
 * JDK's own tool is started, half a second each time.
 */
final class Jcmd {

  private static final long PATIENCE_SECONDS = 20;

  private final long pid;

  Jcmd(long pid) {
    this.pid = pid;
  }

  /** Runs a command and returns what it has printed, without the line that repeats the pid. */
  String run(String... command) throws IOException {
    Path tool = Path.of(System.getProperty("java.home"), "bin", executable());
    if (!Files.isExecutable(tool)) {
      throw new SourceException(
          tool + " does not exist: to attach to a JVM, run this by a JDK and not by a JRE");
    }
    List<String> line = new ArrayList<>(List.of(tool.toString(), Long.toString(pid)));
    line.addAll(List.of(command));
    Path output = Files.createTempFile("mapscope-jcmd", ".txt");
    try {
      Process process =
          new ProcessBuilder(line)
              .redirectErrorStream(true)
              .redirectOutput(output.toFile())
              .start();
      return await(process, command[0], output);
    } finally {
      Files.deleteIfExists(output);
    }
  }

  private String await(Process process, String command, Path output) throws IOException {
    try {
      if (!process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
        process.destroyForcibly();
        throw new SourceException(
            String.format(
                "process %d does not answer %s within %d s; see whether it hangs",
                pid, command, PATIENCE_SECONDS));
      }
      // In the encoding in which the tool prints.
      String text = Files.readString(output, Charset.defaultCharset());
      if (process.exitValue() != 0) {
        throw new SourceException(
            String.format(
                "process %d has refused %s: %s",
                pid, command, text.lines().reduce((first, last) -> last).orElse("no reason told")));
      }
      return text.lines().skip(1).reduce("", (all, next) -> all + next + '\n');
    } catch (InterruptedException e) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
      throw new SourceException("interrupted while waiting for process " + pid, e);
    }
  }

  private static String executable() {
    return System.getProperty("os.name").startsWith("Windows") ? "jcmd.exe" : "jcmd";
  }
}
