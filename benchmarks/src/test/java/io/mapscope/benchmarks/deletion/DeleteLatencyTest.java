package io.mapscope.benchmarks.deletion;

import static org.assertj.core.api.Assertions.assertThat;

import io.mapscope.benchmarks.run.RunFile;
import java.io.StringReader;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.xml.sax.InputSource;

class DeleteLatencyTest {

  @ParameterizedTest
  @EnumSource
  void soManyKeysShareAHashCodeAsIsSaid(ChainKind chains) {
    int sharing =
        switch (chains) {
          case NONE -> 1;
          case LONG_CHAIN -> 32;
          case COLLIDING -> 512;
        };
    assertThat(
            Arrays.stream(chains.keys(4_096))
                .collect(Collectors.groupingBy(Object::hashCode, Collectors.counting()))
                .values())
        .hasSize(4_096 / sharing)
        .containsOnly((long) sharing);
  }

  @Test
  void eachScenarioOfEachMapIsDrawn() throws Exception {
    List<RunFile> runs =
        DeleteLatency.PEERS.stream().map(peer -> DeleteLatency.run(peer, 2_000, 1)).toList();
    String svg = DeletePlot.draw(runs);
    DocumentBuilderFactory.newInstance()
        .newDocumentBuilder()
        .parse(new InputSource(new StringReader(svg)));
    assertThat(svg.split("<polyline", -1)).hasSize(1 + 6 * 3);
    for (ChainKind chains : ChainKind.values()) {
      for (boolean growing : new boolean[] {false, true}) {
        String kind = DeleteLatency.kind(chains, growing);
        assertThat(svg).containsOnlyOnce(">" + kind + "<");
        assertThat(DeletePlot.table(runs)).contains("| " + kind + " | InstrumentedMap GO | ");
        for (RunFile run : runs) {
          List<Double> values = run.values(kind, run.condition("subject"));
          assertThat(values).hasSize(6).isSorted().allMatch(nanos -> nanos > 0);
        }
      }
    }
  }
}
