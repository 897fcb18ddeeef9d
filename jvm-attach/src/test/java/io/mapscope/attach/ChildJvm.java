package io.mapscope.attach;

import java.io.File;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Another process, which says "ready" when it is, and runs until it is closed. */
final class ChildJvm implements AutoCloseable {

  /** What it runs: nothing. */
  static final class Idle {

    private Idle() {}

    public static void main(String[] arguments) throws IOException {
      System.out.println("ready");
      if (System.in.read() >= 0) {
        throw new IllegalStateException("nobody writes to it");
      }
    }
  }

  private final Process process;

  private ChildJvm(Process process) {
    this.process = process;
  }

  static ChildJvm run(String... flags) throws IOException {
    List<String> command = new ArrayList<>(List.of(java(), "-Xmx64m"));
    command.addAll(List.of(flags));
    command.addAll(List.of("-cp", classes("test-classes"), Idle.class.getName()));
    return start(command.toArray(String[]::new));
  }

  /** Any program, which must say something when it is ready. */
  static ChildJvm start(String... command) throws IOException {
    ChildJvm child = new ChildJvm(new ProcessBuilder(command).redirectErrorStream(true).start());
    if (child.process.getInputStream().read() < 0) {
      throw new IOException("the program ended before it was ready");
    }
    return child;
  }

  static String java() {
    return Path.of(System.getProperty("java.home"), "bin", "java").toString();
  }

  static String classes(String folder) {
    return Path.of("target", folder).toAbsolutePath().toString();
  }

  long pid() {
    return process.pid();
  }

  boolean isAlive() {
    return process.isAlive();
  }

  /** Has it hang. */
  void freeze() throws Exception {
    new ProcessBuilder("kill", "-STOP", Long.toString(pid())).start().waitFor();
  }

  void end() throws InterruptedException {
    process.destroyForcibly().waitFor();
  }

  @Override
  public void close() {
    process.destroyForcibly();
    // Or it would be in the way of the next JVM of this id that is another user's.
    new File("/tmp/.java_pid" + process.pid()).delete();
  }
}
