package io.mapscope.examples.shared;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Runs the program as its users do: as a process of its own. */
@Timeout(120)
class MainTest {

  @Test
  void threadsShareTheSessionsAndTheirWaitsAreCounted() throws Exception {
    assertThat(run(0, "1", "4"))
        .containsPattern("striped: [1-9][\\d,.]* clicks of 4 threads, [1-9][\\d,.]* sessions open")
        .containsPattern("\\d+ waits of 20 us and longer");
  }

  @ParameterizedTest
  @EnumSource
  void theyAreSharedInEveryWay(Guard guard) throws Exception {
    assertThat(run(0, "1", "2", guard.text()))
        .containsPattern(guard.text() + ": [1-9][\\d,.]* clicks of 2 threads");
  }

  @Test
  void wrongArgumentIsAnsweredWithTheUsage() throws Exception {
    assertThat(run(2, "soon"))
        .contains("\"soon\"")
        .contains("usage: run [SECONDS] [THREADS] [GUARD]");
    assertThat(run(2, "1", "1", "none")).contains("'none' is none of striped, read-write");
  }

  private static String run(int exit, String... args) throws IOException, InterruptedException {
    String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
    List<String> command = new ArrayList<>(List.of(java, Main.class.getName()));
    command.addAll(List.of(args));
    ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
    builder.environment().put("CLASSPATH", System.getProperty("java.class.path"));
    Process program = builder.start();
    String output = new String(program.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(program.waitFor()).as(output).isEqualTo(exit);
    return output;
  }
}
