package io.mapscope.otel.hostile;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Every mutated recording ends in a result or a one-line error, in bounded time and memory, and
 * nothing is printed. {@code -Dmapscope.recordings=20000} reads more of them, {@code
 * -Dmapscope.seed=N} begins with another.
 */
class HostileRecordingsTest {

  private static final int COUNT = Integer.getInteger("mapscope.recordings", 500);
  private static final long SEED =
      Long.getLong("mapscope.seed", System.nanoTime() % 1_000_000_000L);

  // A run takes some milliseconds. Nobody waits as long as this for one.
  private static final Duration LONGEST_RUN = Duration.ofSeconds(30);
  private static final String HEAP = "-Xmx64m";

  private record Run(long seed, Mutation mutation, String exported, String replayed, long millis) {

    static Run of(String line) {
      String[] words = line.split(" ", -1);
      return new Run(
          Long.parseLong(words[0]),
          Mutation.valueOf(words[1]),
          words[3],
          words[4],
          Long.parseLong(words[5]));
    }
  }

  @TempDir Path folder;

  @Test
  void endInAResultOrAOneLineError() throws Exception {
    System.out.println("mutated recordings: " + COUNT + " from seed " + SEED);
    Instant begun = Instant.now();
    Path console = folder.resolve("console");
    Process child = start(console);
    try {
      awaitEnd(child);
    } finally {
      child.destroyForcibly();
    }
    List<Run> runs =
        log().stream()
            .filter(line -> Character.isDigit(line.charAt(0)) || line.startsWith("-"))
            .map(Run::of)
            .toList();
    report(runs, Duration.between(begun, Instant.now()));
    assertThat(console).hasContent("");
    assertThat(child.exitValue()).isZero();
    assertThat(runs)
        .hasSize(COUNT)
        .allSatisfy(
            run -> {
              assertThat(run.exported).isIn("result", "error");
              assertThat(run.replayed).isIn("result", "error");
            })
        .filteredOn(run -> run.mutation.whole)
        .allSatisfy(run -> assertThat(run.exported).isEqualTo("result"));
  }

  private Process start(Path console) throws IOException {
    return new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            HEAP,
            "-XX:+UseSerialGC",
            "-XX:TieredStopAtLevel=1",
            "-cp",
            String.join(
                File.pathSeparator,
                // Neither of the paths names what Surefire has patched into the module.
                Path.of("target", "test-classes").toString(),
                System.getProperty("java.class.path"),
                System.getProperty("jdk.module.path", "")),
            HostileExports.class.getName(),
            folder.toString(),
            Long.toString(SEED),
            Integer.toString(COUNT))
        .redirectErrorStream(true)
        .redirectOutput(console.toFile())
        .start();
  }

  /** Gives up on the whole when one run takes too long. */
  private void awaitEnd(Process child) throws IOException, InterruptedException {
    String last = "";
    Instant since = Instant.now();
    while (!child.waitFor(100, TimeUnit.MILLISECONDS)) {
      List<String> log = log();
      String now = log.isEmpty() ? "" : log.get(log.size() - 1);
      if (!now.equals(last)) {
        last = now;
        since = Instant.now();
      }
      assertThat(Duration.between(since, Instant.now()))
          .as("the time of the run that has logged: " + now)
          .isLessThan(LONGEST_RUN);
    }
  }

  private List<String> log() throws IOException {
    Path log = folder.resolve("log");
    return Files.exists(log) ? Files.readAllLines(log, StandardCharsets.UTF_8) : List.of();
  }

  private static void report(List<Run> runs, Duration time) {
    Map<Mutation, Map<String, Integer>> outcomes = new TreeMap<>();
    for (Run run : runs) {
      outcomes
          .computeIfAbsent(run.mutation, mutation -> new TreeMap<>())
          .merge(run.exported + "/" + run.replayed, 1, Integer::sum);
    }
    System.out.printf(
        "%d runs, %d a second, longest %d ms: %s%n",
        runs.size(),
        runs.size() * 1000L / Math.max(1, time.toMillis()),
        runs.stream().mapToLong(Run::millis).max().orElse(0),
        outcomes);
  }
}
