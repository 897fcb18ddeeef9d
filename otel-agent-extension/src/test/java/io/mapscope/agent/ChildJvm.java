package io.mapscope.agent;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** {@link Requests} in a JVM of its own, with the real agent and this extension. */
final class ChildJvm implements AutoCloseable {

  private final Process process;
  private final Path output;

  private ChildJvm(Process process, Path output) {
    this.process = process;
    this.output = output;
  }

  static ChildJvm start(Path folder, Map<String, String> environment) throws IOException {
    Path output = folder.resolve("output.txt");
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of("-Xmx512m", "-XX:TieredStopAtLevel=1"));
    command.add("-javaagent:" + System.getProperty("agent.jar"));
    command.add("-Dotel.javaagent.extensions=" + System.getProperty("extension.jar"));
    // Stands for the instrumentation of a server: a span around each request.
    command.add("-Dotel.instrumentation.methods.include=io.mapscope.agent.Requests[serve]");
    command.addAll(List.of("-cp", programsClasses(), Requests.class.getName()));
    ProcessBuilder builder = new ProcessBuilder(command);
    builder.environment().keySet().removeIf(name -> name.matches("(OTEL|MAPSCOPE|JAVA)_.*"));
    builder.environment().putAll(environment);
    builder.redirectErrorStream(true).redirectOutput(output.toFile());
    return new ChildJvm(builder.start(), output);
  }

  /** The program, the map and its events: no OpenTelemetry among it. */
  private static String programsClasses() {
    return String.join(
        System.getProperty("path.separator"),
        System.getProperty("program.classes"),
        System.getProperty("map.classes"),
        System.getProperty("events.classes"));
  }

  boolean hasServed() {
    return output().contains("served " + Requests.REQUESTS * Requests.PUTS_A_REQUEST);
  }

  String output() {
    try {
      return Files.readString(output);
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  /** Lets the program end; returns its exit value. */
  int end() throws Exception {
    process.getOutputStream().close();
    if (!process.waitFor(60, TimeUnit.SECONDS)) {
      throw new AssertionError("the program has not ended: " + output());
    }
    return process.exitValue();
  }

  @Override
  public void close() {
    process.destroyForcibly();
    // Or it would be in the way of the next JVM of this id that is another user's.
    new File("/tmp/.java_pid" + process.pid()).delete();
  }
}
