package io.mapscope.cli.export;

import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** A JVM with the class path of the test, whose output goes to a file. */
final class ChildJvm implements AutoCloseable {

  private static final long PATIENCE_SECONDS = 90;

  private final Process process;
  private final Path output;

  private ChildJvm(Process process, Path output) {
    this.process = process;
    this.output = output;
  }

  static ChildJvm start(
      Path folder,
      Map<String, String> environment,
      List<String> options,
      Class<?> main,
      Object... args)
      throws IOException {
    Path output = Files.createTempFile(folder, main.getSimpleName(), ".txt");
    List<String> line = new ArrayList<>();
    line.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    line.addAll(List.of("-Xmx256m", "-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC"));
    line.addAll(options);
    line.addAll(List.of("-cp", System.getProperty("java.class.path"), main.getName()));
    Arrays.stream(args).map(Object::toString).forEach(line::add);
    ProcessBuilder builder =
        new ProcessBuilder(line).redirectErrorStream(true).redirectOutput(output.toFile());
    builder.environment().putAll(environment);
    return new ChildJvm(builder.start(), output);
  }

  long pid() {
    return process.pid();
  }

  boolean isAlive() {
    return process.isAlive();
  }

  String output() {
    try {
      return Files.readString(output);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Waits until the output has the text. */
  void awaitOutput(String text) throws InterruptedException {
    long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS);
    while (!output().contains(text)) {
      if (System.nanoTime() > deadline || (!process.isAlive() && !output().contains(text))) {
        throw new AssertionError("no '" + text + "' in: " + output());
      }
      TimeUnit.MILLISECONDS.sleep(20);
    }
  }

  /** Ends the input of the program and waits for its end. */
  int finish() throws IOException, InterruptedException {
    process.getOutputStream().close();
    return await();
  }

  /** Asks the program to end, as Ctrl-C does. */
  int interrupt() throws InterruptedException {
    process.destroy();
    return await();
  }

  void kill() throws InterruptedException {
    process.destroyForcibly();
    await();
  }

  int await() throws InterruptedException {
    if (!process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
      throw new AssertionError("does not end: " + output());
    }
    return process.exitValue();
  }

  /** What jcmd prints. */
  String jcmd(String... command) throws IOException, InterruptedException {
    List<String> line = new ArrayList<>();
    line.add(Path.of(System.getProperty("java.home"), "bin", "jcmd").toString());
    line.add(Long.toString(pid()));
    line.addAll(List.of(command));
    Process jcmd = new ProcessBuilder(line).redirectErrorStream(true).start();
    try (BufferedReader reader = jcmd.inputReader()) {
      return String.join("\n", reader.lines().toList());
    } finally {
      jcmd.waitFor();
    }
  }

  @Override
  public void close() {
    process.destroyForcibly();
    // Or it would be in the way of the next JVM of this id that is another user's.
    new File("/tmp/.java_pid" + process.pid()).delete();
  }
}
