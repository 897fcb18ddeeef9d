package io.mapscope.attach;

import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * Sends diagnostic commands.
 *
 * <p>Implementation note. The attach API has no public method for them: its own sits in a package
 * that is not exported, and its way by a management agent leaves that agent in the target. So the
 * JDK's own tool is started, half a second each time. Its output goes to a file, as reading a pipe
 * knows no limit of time.
 */
record Jcmd(long pid, Duration patience) {

  String run(String... command) throws IOException {
    Path tool = Path.of(System.getProperty("java.home"), "bin", executable());
    if (!Files.isExecutable(tool)) {
      throw new AttachException(
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
      boolean ended = await(process);
      // In the encoding in which the tool prints.
      String text = Files.readString(output, Charset.defaultCharset());
      return answer(command[0], ended, process, text);
    } finally {
      Files.deleteIfExists(output);
    }
  }

  private boolean await(Process process) {
    long deadline = System.nanoTime() + patience.toNanos();
    boolean interrupted = false;
    try {
      while (true) {
        try {
          return process.waitFor(deadline - System.nanoTime(), TimeUnit.NANOSECONDS);
        } catch (InterruptedException e) {
          interrupted = true;
        }
      }
    } finally {
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }

  private String answer(String command, boolean ended, Process process, String text)
      throws AttachException {
    if (!ended) {
      process.destroyForcibly();
      throw new AttachException(
          String.format(
              "process %d does not answer %s within %d s; see whether it hangs",
              pid, command, patience.toSeconds()));
    }
    if (process.exitValue() != 0) {
      throw new AttachException(
          String.format(
              "process %d has refused %s (%s); see whether it still runs, and 'jcmd %d help'",
              pid, command, lastMessage(text), pid));
    }
    // Above it the tool's own JVM may have said which options it has picked up.
    return text.lines()
        .dropWhile(line -> !isPid(line))
        .skip(1)
        .reduce("", (all, next) -> all + next + '\n');
  }

  /** Below the messages may be the lines of a stack trace. */
  private String lastMessage(String text) {
    return text.lines()
        .filter(line -> !line.isBlank() && !line.startsWith("\t") && !isPid(line))
        .reduce((first, last) -> last)
        .orElse("no reason told");
  }

  private boolean isPid(String line) {
    return line.equals(pid + ":");
  }

  private static String executable() {
    return System.getProperty("os.name").startsWith("Windows") ? "jcmd.exe" : "jcmd";
  }
}
