package io.mapscope.benchmarks.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.mapscope.benchmarks.export.AwayCost;
import io.mapscope.benchmarks.export.FileSpeed;
import io.mapscope.benchmarks.export.LiveCost;
import io.mapscope.benchmarks.interleaved.InterleavedBenchmark;
import io.mapscope.benchmarks.interleaved.Measure;
import io.mapscope.benchmarks.overhead.Overhead;
import io.mapscope.benchmarks.peer.Peer;
import io.mapscope.benchmarks.run.RunFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ResultsPageTest {

  @TempDir Path folder;

  private Path page;

  @BeforeEach
  void copyThePage() throws IOException {
    page = Files.copy(Path.of("RESULTS.md"), folder.resolve("RESULTS.md"));
  }

  @Test
  void ratioIsTheMedianOfTheForksAndItsErrorTheirHalfRange() throws IOException {
    speed(1, 1_000_000, 1.2);
    speed(2, 1_000_000, 1.6);
    speed(3, 1_000_000, 1.3);

    assertThat(made())
        .contains("| 1M Long | 80 ns |")
        .contains("**1.30 ± 0.20**")
        .contains("| get, equal copies, from 1M | at least 1.3x HashMap |")
        .contains("1.30 ± 0.20 at worst (1M Long) | yes |");
  }

  @Test
  void figureThatMissesIsNamed() throws IOException {
    speed(1, 1_000_000, 1.29);
    speed(1, 4_000_000, 1.1);

    assertThat(made())
        .contains(
            "1.10 ± 0.05 at worst (4M Long) | no in 2 of 2: 1M Long (within the error), 4M Long |");
  }

  @Test
  void overheadIsComparedWithWhatWasAsked() throws IOException {
    RunFile file = RunFile.of(Overhead.TOOL);
    file.conditions().put("entries", "1000000");
    for (Overhead.Mode mode : Overhead.Mode.values()) {
      for (Overhead.Copy copy : Overhead.Copy.values()) {
        file.add(mode.name(), copy.name(), 100, copy == Overhead.Copy.ON ? 1.025 : 1, 0.004, 9);
      }
    }
    file.write(folder.resolve("overhead.tsv"));

    assertThat(made())
        .contains("| overhead, no recording, 1M entries | at most 1 % | +2.5 % ± 0.4 | no |")
        .contains("| at most 3 % | +2.5 % ± 0.4 | yes |");
  }

  @Test
  void exporterIsComparedWithWhatTheSameRunCouldReadAndMake() throws IOException {
    RunFile file = RunFile.of(FileSpeed.TOOL);
    file.conditions().putAll(Map.of("megabytes", "60", "heap", "256", "heapUsed", "200"));
    file.add("EMPTY", "1", 1_000_000, 0.5, 0.5);
    file.add("EMPTY_UNORDERED", "1", 1_000_000, 0.25, 0.25);
    file.add("METRICS", "1", 1_000_000, 0.8, 0.8);
    file.add("SPANS", "1", 1_000_000, 2, 2);
    file.add("SDK", "1", 700_000, 0.9, 0.9);
    file.write(folder.resolve("export.tsv"));
    RunFile live = RunFile.of(LiveCost.TOOL);
    live.conditions().put("seconds", "10");
    live.add("part", "0", 100_000, 1, 1, 1, 1, 1, 1);
    live.add("part", "1", 100_000, 1, 0.05, 0.065, 1e6, 2e6, 5e6);
    live.write(folder.resolve("live.tsv"));

    assertThat(made())
        .contains("mapping to metrics | at least 0.5x stream without mapping | 0.63 | yes |")
        .contains("| at least 0.5x the SDK's own spans | 0.45 | no |")
        .contains("| below 2 % of a core beyond reading | 1.50 % | yes |")
        .contains("| 10 s | 100,000 | 5.00 % | 1.50 % | 10 B | 10 B | 5.0 MB | 5.0 MB |");
  }

  @Test
  void phasesOfAnAbsentCollectorAreBesideTheOneBeforeAndNothingElseIsMade() throws IOException {
    String others = made();
    RunFile file = RunFile.of(AwayCost.TOOL);
    file.conditions().put("seconds", "4");
    away(file, AwayCost.Phase.THERE, 2e6, 100, 0);
    away(file, AwayCost.Phase.AWAY, 1.9e6, 100, 123_450);
    file.add(AwayCost.CAUGHT_UP, AwayCost.Phase.BACK.name(), 5e6, 2148, 123_457, 0, 2148);
    away(file, AwayCost.Phase.BACK, 2e6, 2248, 123_457);
    file.write(folder.resolve("away.tsv"));

    String text = made();
    assertThat(text)
        .contains("| there | 3 | 2.00 M (1.91 to 2.09) | 1.00 | 2.00 ± 0.10 | 10.0 % | 5.0 MB |")
        .contains("| away | 3 | 1.90 M (1.81 to 1.99) | 0.95 | 1.90 ± 0.10 | 10.0 % | 5.0 MB |")
        .contains(
            "100 were delivered before", "2,048 waited", "123,457 were dropped", "2,248 arrived");
    assertThat(withoutAway(text)).isEqualTo(withoutAway(others));
    Files.delete(folder.resolve("away.tsv"));
    assertThat(made()).as("what was not run stays").isEqualTo(text);
  }

  private static String withoutAway(String text) {
    return text.replaceAll("(?s)<!-- collector away: .*<!-- end of collector away -->", "");
  }

  private static void away(
      RunFile file, AwayCost.Phase phase, double speed, double delivered, double dropped) {
    for (double more : new double[] {-1e5, 0, 1e5}) {
      file.add(AwayCost.WINDOW, phase.name(), speed + more, 1e6, 10);
    }
    file.add(AwayCost.END, phase.name(), 5e6, delivered, dropped, 0, delivered);
  }

  @Test
  void whatIsWrittenByHandStaysAndMakingAgainChangesNothing() throws IOException {
    Files.writeString(
        page, Files.readString(page).replace("### Notes\n", "### Notes\n\nA note by hand.\n"));
    speed(1, 10_000, 1);
    String once = made();

    assertThat(once).contains("A note by hand.");
    assertThat(made()).isEqualTo(once);
  }

  private void speed(int fork, int size, double ratio) {
    RunFile file = RunFile.of(InterleavedBenchmark.TOOL);
    file.conditions().put("size", Integer.toString(size));
    file.conditions().put("keys", "LONG");
    file.conditions().put("collections", "0");
    for (Measure measure : Measure.values()) {
      file.add(measure.name(), Peer.HASH_MAP.name(), 80, 79, 81, 1, 0, 60);
      file.add(measure.name(), Peer.INSTRUMENTED_GO.name(), 80 / ratio, 60, 90, ratio, 0.05, 60);
    }
    file.write(folder.resolve("interleaved-" + size + "-" + fork + ".tsv"));
  }

  private String made() throws IOException {
    ResultsPage.main(
        new String[] {folder.toString(), page.toString(), folder.resolve("plot.svg").toString()});
    return Files.readString(page);
  }
}
