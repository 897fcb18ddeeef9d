package io.mapscope.examples.deleting;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Runs the programs as their users do: as processes of their own. */
@Timeout(120)
class ExamplesTest {

  @Test
  void clearedOrdersGoInSlices() throws Exception {
    assertThat(run(List.of(), Deferred.class))
        .isEqualTo(
            """
            cleared: 0 orders, 100000 entries
            purging: 70000 entries left
            purging: 40000 entries left
            purging: 10000 entries left
            purged: 0 entries left
            """);
  }

  @Test
  void tenantIsGoneThoughThePurgeHasCrashed() throws Exception {
    assertThat(run(List.of(), TwoPhase.class).lines())
        .containsExactly(
            "Progress[phase=PURGING, keys=10000, marked=10000, purged=0, found=10000], 10000 found",
            "a crash in the middle of the purge",
            "Progress[phase=PURGING, keys=10000, marked=10000, purged=5000, found=10000]",
            "Progress[phase=DONE, keys=10000, marked=10000, purged=10000, found=10000], 10000"
                + " entries left");
  }

  @Test
  void brokenLogKeepsNoConnectionOpen() throws Exception {
    assertThat(run(List.of(), Listening.class))
        .contains("pool: {}")
        .contains("close connection 1: REPLACED", "close connection 2: EXPLICIT")
        .contains("close connection 3: EVICTED")
        .contains("not logged: ")
        .containsPattern("failures of the log: [1-3]");
  }

  @Test
  void oldSessionsGoAFewWithEachWrite() throws Exception {
    assertThat(run(List.of(), Expiry.class))
        .contains("session 7: null; remembered: remembered")
        .containsPattern("one write took \\d away")
        .containsPattern("\\d+ slices later 2 are left");
  }

  @Test
  void cacheTakesMoreThanTheHeapWithTheEvictor() throws Exception {
    int inserts = 400_000;
    int heap = 128 << 20;
    String with =
        run(
            List.of("-Xmx" + heap, "-XX:+UseSerialGC"),
            Eviction.class,
            "with",
            Integer.toString(inserts));
    Matcher evicted = Pattern.compile(inserts + " inserts, (\\d+) evicted").matcher(with);
    assertThat(evicted.find()).as(with).isTrue();
    // Whatever did not fit, of the values alone; and not all of it.
    assertThat(Integer.parseInt(evicted.group(1))).isBetween(inserts - heap / 512, inserts - 1_000);
  }

  private static String run(List<String> flags, Class<?> program, String... args)
      throws IOException, InterruptedException {
    String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
    List<String> command = new ArrayList<>(List.of(java));
    command.addAll(flags);
    command.add(program.getName());
    command.addAll(List.of(args));
    ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
    builder.environment().put("CLASSPATH", System.getProperty("java.class.path"));
    Process process = builder.start();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor()).as(output).isZero();
    return output;
  }
}
