package io.mapscope.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.mapscope.flame.record.AttachedRecording;
import io.mapscope.flame.record.RecordingPlan;
import io.mapscope.map.InstrumentedMap;
import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/**
 * Follows the advice along the road that a user takes: a program that runs, the default recording
 * of its maps, from a millisecond on, the report, and all once more. What was promised to go is
 * gone; no clock decides.
 */
@DisabledOnOs(OS.WINDOWS)
class FollowedAdviceTest {

  private static final String DONE = "done";

  /** Runs one of two programs when told to, and stays until it is killed. */
  static final class Program {

    private static final int ENTRIES = 400_000;
    private static final int MOST = 6_000_000;
    private static final int BURST = 5_000;
    private static final long PAUSE_NANOS = TimeUnit.MILLISECONDS.toNanos(20);

    private Program() {}

    public static void main(String[] args) throws IOException {
      System.out.println("ready");
      System.in.read();
      Map<Long, Long> map = map(args[1]);
      if (args[0].equals("catalogue")) {
        catalogue(map);
        System.out.println(DONE);
      } else {
        index(map);
      }
      while (System.in.read() >= 0) {}
    }

    private static Map<Long, Long> map(String which) {
      return switch (which) {
        case "plain" -> new HashMap<>();
        case "instrumented" -> new InstrumentedMap<>();
        default -> new HashMap<>(Integer.parseInt(which));
      };
    }

    /** Is filled at start, and then only asked, for longer. */
    private static void catalogue(Map<Long, Long> products) {
      long begun = System.nanoTime();
      for (long number = 0; number < ENTRIES; number++) {
        products.put(number * 7, number);
      }
      long loaded = System.nanoTime();
      while (System.nanoTime() - loaded < 3 * (loaded - begun)) {
        for (long number = 0; number < ENTRIES; number++) {
          boolean unused = products.containsKey(number * 7);
        }
      }
    }

    /**
     * Takes documents at a steady rate, and never forgets one. It goes on after its word: to stop a
     * recording takes seconds on a busy machine, and the map must not seem to have settled.
     */
    private static void index(Map<Long, Long> documents) {
      for (long document = 0; document < MOST; document++) {
        documents.put(document * 7, document);
        if (document == ENTRIES) {
          System.out.println(DONE);
        }
        if (document % BURST == 0) {
          LockSupport.parkNanos(PAUSE_NANOS);
        }
      }
    }
  }

  @TempDir Path folder;

  @Test
  void capacityOfACatalogueRemovesItsGrowths() throws Exception {
    JsonNode advice = advice("catalogue", "plain").orElseThrow();
    assertThat(advice.get("action").asText()).isEqualTo("presize");
    assertThat(advice.get("argument").asInt()).as("holds 400,000").isEqualTo(1 << 20);
    assertThat(advice.at("/removes/stalls").asInt()).isPositive();
    assertThat(advice.get("because").asText())
        .contains("Growths below 1 ms were not recorded: see that no small maps are made");

    Optional<JsonNode> after = advice("catalogue", advice.get("argument").asText());

    // The table is still made, at the first put; that may take a millisecond, too.
    assertThat(after.map(a -> a.at("/found/growths").asInt()).orElse(0)).isZero();
    assertThat(after.map(a -> a.at("/found/stallsByGrowth").asInt()).orElse(0)).isLessThan(2);
  }

  @Test
  void instrumentedMapForAnIndexHasNoneOfItsGrowths() throws Exception {
    JsonNode advice = advice("index", "plain").orElseThrow();
    assertThat(advice.get("action").asText()).isEqualTo("replace");
    assertThat(advice.get("code").asText()).isEqualTo("new InstrumentedMap<>()");
    assertThat(advice.at("/removes/stalls").asInt()).isPositive();

    assertThat(advice("index", "instrumented")).isEmpty();
  }

  private Optional<JsonNode> advice(String program, String map) throws Exception {
    Path file = folder.resolve(program + "-" + map + ".jfr");
    Path advice = folder.resolve(program + "-" + map + ".json");
    record(program, map, file);
    Outcome report =
        Outcome.of("report", file, "--out", folder.resolve("page.html"), "--advice", advice);
    if (report.err().contains("holds no events of maps")) {
      return Optional.empty(); // Nothing took a millisecond.
    }
    assertThat(report.err()).isEmpty();
    JsonNode all = new ObjectMapper().readTree(advice.toFile()).get("advice");
    return StreamSupport.stream(all.spliterator(), false)
        .filter(one -> one.get("site").asText().contains("FollowedAdviceTest$Program."))
        .filter(one -> one.get("implementation").asText().equals("java.util.HashMap"))
        .findFirst();
  }

  private void record(String program, String map, Path file) throws Exception {
    Process process = start(program, map);
    try (BufferedReader told =
            new BufferedReader(
                new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
        OutputStream go = process.getOutputStream()) {
      assertThat(told.readLine()).isEqualTo("ready");
      try (AttachedRecording recording =
          AttachedRecording.start(process.pid(), RecordingPlan.ofJdkMaps(), null)) {
        go.write('g');
        go.flush();
        assertThat(told.readLine()).isEqualTo(DONE);
        recording.finish(file);
      }
    } finally {
      process.destroyForcibly();
    }
  }

  /** With room for the young, so that pauses of the collector are not what stops it. */
  private static Process start(String program, String map) throws IOException {
    List<String> words = new ArrayList<>();
    words.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    words.addAll(List.of("-XX:+UseSerialGC", "-Xmx768m", "-Xmn384m", "-cp"));
    words.add(
        System.getProperty("java.class.path")
            + File.pathSeparator
            + Path.of("target", "test-classes").toAbsolutePath());
    words.addAll(List.of(Program.class.getName(), program, map));
    return new ProcessBuilder(words).redirectError(ProcessBuilder.Redirect.DISCARD).start();
  }
}
