package io.mapscope.benchmarks.interleaved;

import static org.assertj.core.api.Assertions.assertThat;

import io.mapscope.benchmarks.peer.KeyKind;
import io.mapscope.benchmarks.peer.Peer;
import io.mapscope.benchmarks.run.RunFile;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Each slice checks itself what the maps answered. */
class InterleavedBenchmarkTest {

  @ParameterizedTest
  @CsvSource({"10000, LONG", "200001, STRING"})
  void measuresEveryPeerInEveryWay(int size, KeyKind keys) {
    RunFile file = InterleavedBenchmark.run(size, keys, 1, 1, 0);

    for (Measure measure : Measure.values()) {
      assertThat(file.values(measure.name(), Peer.HASH_MAP.name()).get(3)).isEqualTo(1);
      for (Peer peer : Peer.values()) {
        assertThat(file.values(measure.name(), peer.name()))
            .as("%s of %s", measure, peer)
            .hasSize(6)
            .first()
            .matches(nanos -> nanos > 0);
      }
    }
  }
}
