package io.mapscope.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.mapscope.map.InstrumentedMap;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Maps of the JDK and instrumented ones in one report. */
class BothKindsTest {

  @TempDir Path folder;

  @Test
  void mapsOfTheJdkAndInstrumentedOnesAreRankedTogether() throws Exception {
    RecordingReport report =
        RecordingReport.builder().stall(Duration.ofNanos(1_000)).read(together());
    assertThat(report.html())
        .contains(". orders</h3>", ". HashMap at SearchIndex.index:37</h3>")
        .contains("<dt>memory</dt>", "<dt>maps</dt>");
    assertThat(report.adviceJson())
        .contains("io.mapscope.map.InstrumentedMap", "\"java.util.Hashtable\"");
    assertThat(report.verdict()).contains("stalls over 1 µs");
  }

  /** Recordings one after the other are one, as chunks are. */
  private Path together() throws Exception {
    Path file = Recorded.maps(folder.resolve("own.jfr"), BothKindsTest::fill);
    return append(GoldenFile.jdkMaps(folder), file);
  }

  private static Path append(Path first, Path second) throws IOException {
    Files.write(first, Files.readAllBytes(second), StandardOpenOption.APPEND);
    return first;
  }

  private static void fill() {
    Map<Integer, Integer> orders =
        InstrumentedMap.<Integer, Integer>builder().name("orders").build();
    for (int i = 0; i < 20_000; i++) {
      orders.put(i, i);
    }
  }
}
