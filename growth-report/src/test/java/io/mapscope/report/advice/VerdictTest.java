package io.mapscope.report.advice;

import static org.assertj.core.api.Assertions.assertThat;

import io.mapscope.report.GoldenFile;
import io.mapscope.report.Recorded;
import io.mapscope.report.RecordingReport;
import io.mapscope.report.scan.MapsInTurn;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class VerdictTest {

  @TempDir Path folder;

  @Test
  void namesTheFewestMapsThatMakeNearlyAllStalls() throws Exception {
    assertThat(verdict(GoldenFile.jdkMaps(folder), Duration.ofNanos(100_000)))
        .isEqualTo(
            "4 maps caused 97 % of 37 stalls over 100 µs; the worst, 90.2 ms, at"
                + " SearchIndex.index:37.");
    assertThat(verdict(GoldenFile.jdkMaps(folder), Duration.ofMillis(80)))
        .isEqualTo("1 map caused the only stall over 80 ms: 90.2 ms, at SearchIndex.index:37.");
  }

  @Test
  void saysWhenNothingStalled() throws Exception {
    assertThat(verdict(GoldenFile.jdkMaps(folder), Duration.ofSeconds(1)))
        .startsWith("No operation on a map took 1 s or more: ")
        .endsWith("of which the longest held an operation up for 90.2 ms.");
  }

  @Test
  void blamesNoGrowthForWhatNoneDid() throws Exception {
    Path file =
        Recorded.maps(
            folder.resolve("slow.jfr"),
            () -> {
              MapsInTurn map = new MapsInTurn("orders");
              map.slowPut(Duration.ofMillis(3));
              map.slowPut(Duration.ofMillis(3));
            });
    assertThat(verdict(file, Duration.ofMillis(2)))
        .startsWith("None of the 2 stalls over 2 ms was due to a growth");
  }

  @Test
  void judgesTheLongestOnlyWhereThereAreManyAndSaysSo() throws Exception {
    Path file =
        Recorded.everything(
            folder.resolve("many.jfr"),
            () -> {
              MapsInTurn map = new MapsInTurn("orders");
              for (int i = 0; i < 22_000; i++) {
                map.slowPut(Duration.ofNanos(1_000));
              }
            });
    assertThat(verdict(file, Duration.ofNanos(500)))
        .matches("None of the 20,000 longest of 2\\d,\\d{3} stalls over 500 ns was due to .*");
  }

  @Test
  void percentSaysAllOnlyWhenItIsAll() {
    assertThat(Words.percent(1, 1)).isEqualTo("all");
    assertThat(Words.percent(999, 1_000)).isEqualTo("99 %");
    assertThat(Words.percent(1, 1_000)).isEqualTo("1 %");
  }

  private static String verdict(Path recording, Duration stall) throws Exception {
    return RecordingReport.builder().stall(stall).read(recording).verdict();
  }
}
