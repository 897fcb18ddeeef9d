package io.mapscope.flame;

import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Another JVM, which runs a class of the tests that says "ready" when it is. */
public final class ChildJvm implements AutoCloseable {

  private final Process process;
  private final BufferedReader out;

  private ChildJvm(Process process) {
    this.process = process;
    this.out =
        new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
  }

  public static ChildJvm run(Class<?> program, String... flags) throws IOException {
    return run(List.of(), program, flags);
  }

  /** By a command that ends in running another one, as one of another user. */
  public static ChildJvm run(List<String> by, Class<?> program, String... flags)
      throws IOException {
    List<String> command = new ArrayList<>(by);
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.add("-Xmx256m");
    command.addAll(List.of(flags));
    command.addAll(List.of("-cp", classPath(), program.getName()));
    ChildJvm jvm =
        new ChildJvm(
            new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT).start());
    jvm.await("ready");
    return jvm;
  }

  /** Surefire puts the module's main part on the module path. */
  private static String classPath() {
    return String.join(
        System.getProperty("path.separator"),
        System.getProperty("java.class.path"),
        System.getProperty("jdk.module.path", ""),
        Path.of("target", "test-classes").toAbsolutePath().toString());
  }

  public long pid() {
    return process.pid();
  }

  /** What the JDK's tool says. */
  public String jcmd(String... words) {
    try {
      List<String> command = new ArrayList<>();
      command.add(Path.of(System.getProperty("java.home"), "bin", "jcmd").toString());
      command.add(Long.toString(pid()));
      command.addAll(List.of(words));
      Process jcmd = new ProcessBuilder(command).redirectErrorStream(true).start();
      return new String(jcmd.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  public void kill() throws InterruptedException {
    process.destroyForcibly();
    process.waitFor(10, TimeUnit.SECONDS);
  }

  /** Has the program do something, which it says it has done. */
  public void request(String done) throws IOException {
    process.getOutputStream().write('\n');
    process.getOutputStream().flush();
    await(done);
  }

  private void await(String wanted) throws IOException {
    for (String line; (line = out.readLine()) != null; ) {
      if (line.equals(wanted)) {
        return;
      }
    }
    throw new IOException("the program ended before it was " + wanted);
  }

  /** Ends its input, which ends the program and writes what is written at the end. */
  public void end() throws IOException, InterruptedException {
    process.getOutputStream().close();
    process.waitFor(60, TimeUnit.SECONDS);
  }

  @Override
  public void close() {
    process.destroyForcibly();
    // Or it would be in the way of the next JVM of this id that is another user's.
    new File("/tmp/.java_pid" + process.pid()).delete();
  }
}
