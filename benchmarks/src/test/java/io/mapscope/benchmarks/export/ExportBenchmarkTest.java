package io.mapscope.benchmarks.export;

import static org.assertj.core.api.Assertions.assertThat;

import io.mapscope.benchmarks.run.RunFile;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ExportBenchmarkTest {

  private static final int SECONDS = 5;

  @TempDir Path folder;

  @Test
  void mapsWhatTheStreamReads() throws Exception {
    Path recording = folder.resolve("r.jfr");
    RecordingMaker.make(recording, 2 << 20);
    RunFile file = FileSpeed.run(recording, 1);

    double events = file.values("EMPTY", "0").get(0);
    assertThat(events).isGreaterThan(10_000);
    assertThat(file.values("EMPTY_UNORDERED", "0").get(0)).isEqualTo(events);
    // All but those of the collector are mapped.
    assertThat(file.values("METRICS", "0").get(0)).isBetween(events * 0.99, events);
    assertThat(file.values("SPANS", "0").get(0)).isEqualTo(file.values("METRICS", "0").get(0));
    assertThat(file.values("SDK", "0").get(0)).isPositive();
  }

  @Test
  void mappingAllocatesNoMoreAtItsEndThanAtItsBeginning() throws Exception {
    // A busy machine hands out events so seldom that most parts of a short run have none.
    List<List<Double>> parts = parts(SECONDS);
    for (int longer = 2 * SECONDS; parts.size() < 3 && longer <= 16 * SECONDS; longer *= 2) {
      parts = parts(longer);
    }
    assertThat(parts).hasSizeGreaterThan(2);
    int half = parts.size() / 2;
    assertThat(bytesPerEvent(parts.subList(half, parts.size())))
        .isLessThan(1.5 * bytesPerEvent(parts.subList(0, half)));
    double heapAtHalf = parts.get(half).get(6);
    assertThat(parts.get(parts.size() - 1).get(6)).isLessThan(1.5 * heapAtHalf);
  }

  private static List<List<Double>> parts(int seconds) throws Exception {
    return LiveCost.run(seconds).rows().stream()
        .map(RunFile.Row::values)
        .filter(row -> row.get(0) > 0)
        .toList();
  }

  private static double bytesPerEvent(List<List<Double>> parts) {
    double bytes = parts.stream().mapToDouble(part -> part.get(5)).sum();
    return bytes / parts.stream().mapToDouble(part -> part.get(0)).sum();
  }
}
