package io.mapscope.examples.guarding;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Runs the program as its user does: as a process of its own. */
@Timeout(120)
class GuardingTest {

  @Test
  void breakerOpensAfterMissedDeadlinesAndClosesAgain() throws Exception {
    String output = run(Guarding.class);
    assertThat(output)
        .containsSubsequence(
            "session 7: Ann",
            "put on the map 'sessions' has missed its deadline of 10000 us: it is not done",
            "the map 'sessions' rejects calls: its circuit breaker is open",
            "session 7, meanwhile: a guest",
            "session 7, again: Ann; session 8: null")
        .contains("audit.principal=ann", "audit.outcome=done")
        .contains("audit.outcome=abandoned", "audit.outcome=rejected")
        .doesNotContain("Bob");
  }

  @Test
  void whatTheWorkerHasNotBegunIsNeverDoneAndTheRestIs() throws Exception {
    assertThat(run(OnExecutor.class))
        .containsSubsequence(
            "put of 8: given up, will be done: false, cancelled: false",
            "put of 9: given up, will be done: false, cancelled: true",
            "update of 7: given up, will be done: true, cancelled: false",
            "7: slowly Ann, 8: null, 9: null");
  }

  private static String run(Class<?> program) throws Exception {
    String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
    ProcessBuilder builder =
        new ProcessBuilder(List.of(java, program.getName())).redirectErrorStream(true);
    builder.environment().put("CLASSPATH", System.getProperty("java.class.path"));
    Process process = builder.start();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor()).as(output).isZero();
    return output;
  }
}
