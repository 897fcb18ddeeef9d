package io.mapscope.benchmarks.export;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;

/** A {@link StubCollector} in a process of its own, that can be away. Used by one thread. */
final class CollectorProcess implements AutoCloseable {

  private final Process process;
  private final Writer commands;
  private final BufferedReader answers;
  private final long port;

  /** Starts it; it is there. */
  CollectorProcess() throws IOException {
    process =
        new ProcessBuilder(
                List.of(
                    Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                    "-Xmx128m",
                    "-XX:+UseSerialGC",
                    "-cp",
                    System.getProperty("java.class.path"),
                    StubCollector.class.getName()))
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    commands = process.outputWriter(StandardCharsets.US_ASCII);
    answers = process.inputReader(StandardCharsets.US_ASCII);
    port = ask("open");
  }

  String endpoint() {
    return "http://127.0.0.1:" + port;
  }

  /** Refuses all connections from now on. */
  void leave() {
    ask("close");
  }

  /** Is there again, at the same port. */
  void comeBack() {
    ask("open");
  }

  /** Spans that have arrived, each as often as it has. */
  long spans() {
    return ask("count");
  }

  private long ask(String command) {
    try {
      commands.write(command + "\n");
      commands.flush();
      String answer = answers.readLine();
      if (answer == null) {
        throw new IllegalStateException("the collector has ended");
      }
      return Long.parseLong(answer);
    } catch (IOException e) {
      throw new UncheckedIOException("the collector cannot be asked", e);
    }
  }

  @Override
  public void close() {
    process.destroy();
  }
}
