package io.mapscope.report.scan;

import static org.assertj.core.api.Assertions.assertThat;

import io.mapscope.events.RecordingSettings;
import io.mapscope.map.InstrumentedMap;
import io.mapscope.report.Recorded;
import io.mapscope.report.RecordingReport;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SurroundingsTest {

  /** Fills a map and ends. */
  static final class Brief {
    private Brief() {}

    public static void main(String[] args) {
      Map<Integer, Integer> map = InstrumentedMap.<Integer, Integer>builder().name("own").build();
      for (int i = 0; i < 10_000; i++) {
        map.put(i, i);
      }
    }
  }

  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final long SECOND = 1_000_000_000;

  @TempDir Path folder;

  @Test
  void productionSettingsTellTheMachineTheSettingsAndTheEnd() throws Exception {
    Surroundings surroundings = Scan.of(ended(), 1_000_000).surroundings();
    assertThat(surroundings.ended()).isTrue();
    assertThat(surroundings.facts())
        .containsKeys("Garbage collector", "Heap", "Processor", "System")
        .doesNotContainKey("JVM"); // Its event has the arguments.
    assertThat(surroundings.settings()).containsEntry("mapscope.Put#threshold", "20 us");
  }

  @Test
  void programThatRunsOnHasNotEnded() throws Exception {
    Path file = Recorded.maps(folder.resolve("runs.jfr"), () -> Brief.main(new String[0]));
    assertThat(Scan.of(file, 1_000_000).surroundings().ended()).isFalse();
    assertThat(RecordingReport.builder().read(file).html())
        .contains("<dt>JVM</dt><dd>not in the recording")
        .doesNotContain("has been discarded");
  }

  /** As of {@code record --jdk-maps}, whose last method is traced without a threshold. */
  @Test
  void longChainsDoNotHideTheThresholdOfGrowths() {
    AgentTraces traces = new AgentTraces();
    traces.traces("java.util.HashMap.resize:1000000ns");
    traces.traces("java.util.Hashtable.rehash:200us");
    traces.traces("java.util.HashMap.treeifyBin:0ns");
    traces.traces("java.util.HashMap.resize:1000000ns"); // Of the next chunk.
    assertThat(traces.longestNanos()).isEqualTo(1_000_000);
    assertThat(traces.methods())
        .isEqualTo(
            "java.util.HashMap.resize;java.util.Hashtable.rehash;java.util.HashMap.treeifyBin");
  }

  @Test
  void thresholdsAreReadAsBothRecordersWriteThem() {
    assertThat(TraceThreshold.nanos("1 ms")).isEqualTo(1_000_000);
    assertThat(TraceThreshold.nanos("1000000ns")).isEqualTo(1_000_000);
    assertThat(TraceThreshold.nanos("0 ns")).isZero();
    assertThat(TraceThreshold.nanos("5")).isEqualTo(5);
    assertThat(TraceThreshold.nanos("off")).isZero();
    assertThat(TraceThreshold.nanos("999999999999999999 d")).isEqualTo(Long.MAX_VALUE);
  }

  @Test
  void whatARecordingThrewAwayIsToldAndNothingOfAnotherRecording() {
    RecordingStarts starts = new RecordingStarts();
    assertThat(starts.discardedBefore(100 * SECOND)).isZero();
    starts.began(40 * SECOND);
    assertThat(starts.discardedBefore(100 * SECOND)).isEqualTo(60 * SECOND);
    starts.began(100 * SECOND - 300_000); // It is told in milliseconds.
    assertThat(starts.discardedBefore(100 * SECOND)).isZero();
  }

  private Path ended() throws Exception {
    Path settings =
        Files.writeString(folder.resolve("own.jfc"), RecordingSettings.PRODUCTION.text());
    Path file = folder.resolve("ended.jfr");
    Process program =
        new ProcessBuilder(
                List.of(
                    Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                    "-XX:StartFlightRecording:settings=" + settings + ",filename=" + file,
                    "-cp",
                    System.getProperty("java.class.path"),
                    Brief.class.getName()))
            .redirectErrorStream(true)
            .redirectOutput(folder.resolve("out").toFile())
            .start();
    assertThat(program.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)).isTrue();
    return file;
  }
}
