package io.mapscope.cli.watch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.mapscope.cli.Mapscope;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** {@code mapscope watch} as a process of its own, watching another. */
@DisabledOnOs(OS.WINDOWS)
class WatchCommandTest {

  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final Path JDK = Path.of(System.getProperty("java.home"), "bin");

  private final List<Process> started = new ArrayList<>();

  @TempDir Path folder;

  @AfterEach
  void killWhatWasStarted() {
    started.forEach(Process::destroyForcibly);
  }

  @Test
  void printsALineForEachMapAndSecondInAPipe() throws Exception {
    Process program = program();
    Path out = folder.resolve("out");
    Process watch = watch(program.pid(), out);

    awaitText(
        out,
        "busy entries=\\d+ buckets=\\d+ load=[\\d.]+ growing=\\S+ growths=\\d+"
            + " stall=\\S+ ops/s=\\d+\n");
    assertThat(out).content().contains(" idle entries=1 ").doesNotContain("\u001b");
    assertThat(recordings(program)).contains("mapscope-");

    interrupt(watch);
    assertThat(watch.waitFor()).isEqualTo(130);
    assertThat(recordings(program)).doesNotContain("mapscope-");
  }

  @Test
  void endsWithTheJvm() throws Exception {
    Process program = program();
    Path out = folder.resolve("out");
    Process watch = watch(program.pid(), out);
    awaitText(out, "busy entries=");

    program.destroyForcibly();

    assertThat(watch.waitFor()).isZero();
    assertThat(out).content().endsWith("process " + program.pid() + " has ended\n");
  }

  @Test
  void aTerminalShowsATableThatKeysSort() throws Exception {
    Process program = program();
    Path out = folder.resolve("typescript");
    Path command = folder.resolve("watch.sh");
    Files.writeString(
        command,
        "stty rows 12 cols 80\n"
            + String.join(
                " ",
                command(
                    program.pid(), "-Dmapscope.terminal.out=true", "-Dmapscope.terminal.in=true"))
            + "\necho status $?\nstty -a\n");
    Process terminal = start(out, "script", "-qfc", "sh " + command, "/dev/null");
    OutputStream keys = terminal.getOutputStream();

    awaitText(out, "OPS/S.*\\bbusy +\\d+.*\\bidle +1 ");
    press(keys, "m");
    awaitText(out, "MAP +entries");
    press(keys, "s");
    awaitText(out, "ENTRIES");
    press(keys, "q");
    awaitText(out, "status 0.* icanon.* echo ");

    String screens = Files.readString(out);
    assertThat(
            screens.split("\u001b\\[H", -1)[1].replaceAll("\u001b\\[\\??\\w+", "").split("\\R", -1))
        .allMatch(line -> line.length() <= 80);
    assertThat(recordings(program)).doesNotContain("mapscope-");
  }

  @Test
  void saysWhenThereAreNoMaps() throws Exception {
    Path out = folder.resolve("out");
    Process watch = watch(program("none").pid(), out);

    assertThat(watch.waitFor()).isEqualTo(1);
    assertThat(out).content().contains("tells of no map; see that it uses").hasLineCount(1);
  }

  @Test
  void saysWhatIsWrongWithAProcess() throws Exception {
    Process noJvm = start(folder.resolve("sleep"), "sleep", "60");
    Path out = folder.resolve("out");

    assertThat(watch(noJvm.pid(), out).waitFor()).isEqualTo(1);
    assertThat(out).content().startsWith("mapscope: ").contains("is no JVM").hasLineCount(1);
    assertThat(noJvm.isAlive()).isTrue();

    noJvm.destroyForcibly().waitFor();
    assertThat(watch(noJvm.pid(), out).waitFor()).isEqualTo(1);
    assertThat(out).content().startsWith("mapscope: there is no process").hasLineCount(1);
  }

  private Process program(String... arguments) throws IOException {
    List<String> line =
        new ArrayList<>(
            List.of(
                JDK.resolve("java").toString(),
                "-Xmx64m",
                "-cp",
                System.getProperty("java.class.path"),
                WatchedProgram.class.getName()));
    line.addAll(List.of(arguments));
    Path out = folder.resolve("program" + started.size());
    Process program = start(out, line.toArray(String[]::new));
    awaitText(out, "running");
    return program;
  }

  /**
   * Hears SIGINT also below a shell's background job, whose children inherit that it is ignored.
   */
  private Process watch(long pid, Path out) throws IOException {
    List<String> line = new ArrayList<>(List.of("env", "--default-signal=INT"));
    line.addAll(command(pid));
    return start(out, line.toArray(String[]::new));
  }

  private static List<String> command(long pid, String... options) {
    List<String> line = new ArrayList<>(List.of(JDK.resolve("java").toString()));
    line.addAll(List.of(options));
    line.addAll(
        List.of(
            "-XX:TieredStopAtLevel=1",
            "-cp",
            System.getProperty("java.class.path"),
            Mapscope.class.getName(),
            "watch",
            Long.toString(pid)));
    return line;
  }

  private Process start(Path out, String... line) throws IOException {
    Process process =
        new ProcessBuilder(line).redirectErrorStream(true).redirectOutput(out.toFile()).start();
    started.add(process);
    return process;
  }

  private String recordings(Process program) throws Exception {
    Path out = folder.resolve("jcmd");
    start(out, JDK.resolve("jcmd").toString(), Long.toString(program.pid()), "JFR.check").waitFor();
    return Files.readString(out);
  }

  private static void interrupt(Process process) throws Exception {
    new ProcessBuilder("kill", "-INT", Long.toString(process.pid())).start().waitFor();
  }

  private static void press(OutputStream keys, String key) throws IOException {
    keys.write(key.getBytes(StandardCharsets.US_ASCII));
    keys.flush();
  }

  private static void awaitText(Path out, String pattern) {
    await()
        .atMost(PATIENCE)
        .untilAsserted(() -> assertThat(out).content().containsPattern("(?s)" + pattern));
  }
}
