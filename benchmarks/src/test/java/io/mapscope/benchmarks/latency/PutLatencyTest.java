package io.mapscope.benchmarks.latency;

import static org.assertj.core.api.Assertions.assertThat;

import io.mapscope.benchmarks.run.RunFile;
import java.io.StringReader;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.xml.sax.InputSource;

class PutLatencyTest {

  @TempDir Path folder;

  @Test
  void longestPutIsThatOfItsSlice() {
    PutTimes times = PutLatency.run(TimedMap.GO, 20_000);

    assertThat(times.count()).isEqualTo(20_000);
    assertThat(IntStream.range(0, 7).mapToDouble(slice -> times.longest(slice, 7)).max())
        .hasValue(times.percentile(100));
  }

  @Test
  void whatIsOnOnePutOfOneRunIsLeftOut() {
    PutTimes first = new PutTimes(new float[] {1, 700, 1, 90});
    PutTimes second = new PutTimes(new float[] {1, 2, 3, 80});
    PutTimes third = new PutTimes(new float[] {900, 2, 2, 70});

    PutTimes medians = PutTimes.medians(List.of(first, second, third));

    assertThat(medians.percentile(100)).isEqualTo(80);
    assertThat(medians.percentile(75)).isEqualTo(2);
    assertThat(medians.longest(0, 4)).isEqualTo(1);
  }

  @Test
  void timesAreReadAsWritten() {
    Path file = folder.resolve("times");
    float[] nanos = new float[300_001]; // More than one buffer.
    nanos[7] = 3.5e9f;
    nanos[nanos.length - 1] = 12;

    new PutTimes(nanos).write(file);

    PutTimes read = PutTimes.read(file);
    assertThat(read.count()).isEqualTo(nanos.length);
    assertThat(read.longest(0, 2)).isEqualTo(3.5e9f);
    assertThat(read.longest(1, 2)).isEqualTo(12);
  }

  @Test
  void plotNamesEachMapOnce() throws Exception {
    for (TimedMap subject : List.of(TimedMap.NOTHING, TimedMap.HASH_MAP, TimedMap.GO)) {
      for (int fork = 0; fork < 2; fork++) {
        String file = folder.resolve("latency-%s-%d.tsv".formatted(subject, fork)).toString();
        PutLatency.main(new String[] {subject.name(), "5000", file});
      }
    }
    SamePut.main(new String[] {folder.toString()});

    String svg =
        LatencyPlot.draw(
            RunFile.readAll(folder).stream()
                .filter(file -> file.condition("tool").equals(SamePut.TOOL))
                .toList());

    DocumentBuilderFactory.newInstance()
        .newDocumentBuilder()
        .parse(new InputSource(new StringReader(svg)));
    assertThat(svg)
        .containsOnlyOnce(">HashMap<")
        .containsOnlyOnce(">InstrumentedMap GO<")
        .contains("of each put the median of 2 runs");
  }
}
