package io.mapscope.examples.shared;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Runs the program as its users do: as a process of its own. */
@Timeout(120)
class MainTest {

  @Test
  void threadsShareTheSessionsAndTheirWaitsAreCounted() throws Exception {
    assertThat(run(0, "1", "4"))
        .containsPattern("striped: [1-9][\\d,.]* clicks of 4 threads, [1-9][\\d,.]* sessions open")
        .containsPattern("\\d+ waits of 20 us and longer");
  }

  @Test
  void theyAreSharedInEveryWay() throws Exception {
    Map<Guard, Process> programs = new EnumMap<>(Guard.class);
    for (Guard guard : Guard.values()) { // At the same time, as each runs for a second.
      programs.put(guard, start("1", "2", guard.text()));
    }
    for (Guard guard : Guard.values()) {
      assertThat(output(0, programs.get(guard)))
          .containsPattern(guard.text() + ": [1-9][\\d,.]* clicks of 2 threads");
    }
  }

  @Test
  void wrongArgumentIsAnsweredWithTheUsage() throws Exception {
    assertThat(run(2, "soon"))
        .contains("\"soon\"")
        .contains("usage: run [SECONDS] [THREADS] [GUARD]");
    assertThat(run(2, "1", "1", "none")).contains("'none' is none of striped, read-write");
  }

  private static String run(int exit, String... args) throws IOException, InterruptedException {
    return output(exit, start(args));
  }

  private static Process start(String... args) throws IOException {
    String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
    List<String> command = new ArrayList<>(List.of(java, Main.class.getName()));
    command.addAll(List.of(args));
    ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
    builder.environment().put("CLASSPATH", System.getProperty("java.class.path"));
    return builder.start();
  }

  private static String output(int exit, Process program) throws IOException, InterruptedException {
    String output = new String(program.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(program.waitFor()).as(output).isEqualTo(exit);
    return output;
  }
}
