package io.mapscope.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.mapscope.flame.record.AttachedRecording;
import io.mapscope.flame.record.Engine;
import io.mapscope.flame.record.RecordingPlan;
import io.mapscope.flame.record.Sampling;
import io.mapscope.flame.record.TracedMethod;
import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** One recording of {@link OtherMaps}: all that reads it names the line that called the map. */
@DisabledOnOs(OS.WINDOWS)
class OtherMapsTest {

  private static final List<String> METHODS =
      List.of(
          "it.unimi.dsi.fastutil.longs.Long2ObjectOpenHashMap.rehash",
          "org.eclipse.collections.impl.map.mutable.UnifiedMap.rehash",
          "org.agrona.collections.Long2ObjectHashMap.increaseCapacity",
          "io.mapscope.cli.OtherMaps$OwnTable.enlarge");
  private static final List<String> CALLERS =
      List.of("fillFastutil", "fillEclipse", "fillAgrona", "fillOwn");

  /** Enough for samples in growths. */
  private static final int ROUNDS = 20;

  @TempDir static Path folder;
  private static Path recording;
  private static Process program;

  @BeforeAll
  static void record() throws IOException {
    recording = folder.resolve("maps.jfr");
    program = java(OtherMaps.class.getName());
    RecordingPlan plan =
        new RecordingPlan(
            METHODS.stream().map(TracedMethod::parse).toList(),
            Duration.ofNanos(20_000),
            Set.of(Sampling.CPU),
            Duration.ofMinutes(2));
    BufferedReader told = program.inputReader();
    assertThat(told.readLine()).isEqualTo("filled");
    try (AttachedRecording running =
        AttachedRecording.start(program.pid(), plan, Engine.ASYNC_PROFILER)) {
      for (int round = 0; round < ROUNDS; round++) {
        assertThat(told.readLine()).isEqualTo("filled");
      }
      running.finish(recording);
    }
    program.destroyForcibly();
  }

  @AfterAll
  static void end() {
    program.destroyForcibly();
  }

  @Test
  void theReportNamesTheCallers() throws IOException {
    assertThat(sites()).containsExactlyInAnyOrderElementsOf(CALLERS);
  }

  @Test
  void spansNameTheCallers() throws IOException {
    assertThat(Outcome.of("export", recording, "--out", folder.resolve("telemetry")).err())
        .isEmpty();
    String spans = Files.readString(folder.resolve("telemetry/spans.jsonl"));
    assertThat(
            found(spans, Pattern.compile("stringValue\":\"io.mapscope.cli.OtherMaps\\.(\\w+)\"")))
        .containsExactlyInAnyOrderElementsOf(CALLERS);
    assertThat(spans).doesNotContain("Long2ObjectOpenHashMap.put", "UnifiedMap.put");
  }

  /** As the report writes the line: it and its beginning are two things. */
  @Test
  void flameGraphsAreChosenByTheLineThatTheReportTells() throws IOException {
    Matcher site = site("fillEclipse");
    assertThat(flame(site.group()).err()).isEmpty();
    assertThat(Files.readString(folder.resolve("flame.collapsed")))
        .contains("UnifiedMap.rehash")
        .doesNotContain("fastutil", "agrona");
    String beginning = site.group().substring(0, site.group().length() - 1);
    assertThat(flame(beginning).err()).contains("no cpu samples");
  }

  private Outcome flame(String callSite) {
    return Outcome.of(
        "flame",
        recording,
        "--call-site",
        callSite,
        "--format",
        "collapsed",
        "--out",
        folder.resolve("flame.collapsed"));
  }

  private List<String> sites() throws IOException {
    return found(
        advice(), Pattern.compile("\"site\"\\s*:\\s*\"io.mapscope.cli.OtherMaps\\.(\\w+):"));
  }

  private Matcher site(String method) throws IOException {
    Matcher site = Pattern.compile("OtherMaps\\." + method + ":\\d+").matcher(advice());
    assertThat(site.find()).isTrue();
    return site;
  }

  private String advice() throws IOException {
    Path advice = folder.resolve("advice.json");
    Path page = folder.resolve("page.html");
    assertThat(
            Outcome.of("report", recording, "--stall", 20, "--out", page, "--advice", advice).err())
        .isEmpty();
    return Files.readString(advice);
  }

  private static List<String> found(String text, Pattern pattern) {
    return pattern.matcher(text).results().map(match -> match.group(1)).distinct().toList();
  }

  private static Process java(String program) throws IOException {
    return new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-Xmx256m",
            "-cp",
            System.getProperty("java.class.path")
                + File.pathSeparator
                + Path.of("target", "test-classes").toAbsolutePath(),
            program)
        .start();
  }
}
