package io.mapscope.benchmarks.latency;

import static org.assertj.core.api.Assertions.assertThat;

import io.mapscope.benchmarks.peer.Peer;
import io.mapscope.benchmarks.run.RunFile;
import java.io.StringReader;
import java.util.ArrayList;
import java.util.List;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.xml.sax.InputSource;

class PutLatencyTest {

  @Test
  void longestPutIsThatOfItsSlice() {
    RunFile file = PutLatency.run(Peer.INSTRUMENTED_GO.name(), 20_000);
    double longestSlice =
        file.rows().stream()
            .filter(row -> row.kind().startsWith("slice"))
            .mapToDouble(row -> row.values().get(0))
            .max()
            .orElseThrow();

    double longest = file.values("longest", Peer.INSTRUMENTED_GO.name()).get(0);
    assertThat(longest).isBetween(longestSlice * 0.998, longestSlice * 1.002);
  }

  @Test
  void plotNamesEachMapOnce() throws Exception {
    List<RunFile> files = new ArrayList<>(List.of(PutLatency.run(PutLatency.NOISE, 5_000)));
    for (Peer peer : List.of(Peer.HASH_MAP, Peer.INSTRUMENTED_GO)) {
      files.add(PutLatency.run(peer.name(), 5_000));
      files.add(PutLatency.run(peer.name(), 5_000));
    }

    String svg = LatencyPlot.draw(files);

    DocumentBuilderFactory.newInstance()
        .newDocumentBuilder()
        .parse(new InputSource(new StringReader(svg)));
    assertThat(svg)
        .containsOnlyOnce(">HashMap<")
        .containsOnlyOnce(">InstrumentedMap GO<")
        .contains("the median of 2 runs");
  }
}
