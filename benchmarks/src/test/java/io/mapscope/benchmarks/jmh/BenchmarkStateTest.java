package io.mapscope.benchmarks.jmh;

import static org.assertj.core.api.Assertions.assertThat;

import io.mapscope.benchmarks.peer.KeyKind;
import io.mapscope.benchmarks.peer.Peer;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.openjdk.jmh.infra.Blackhole;

/** Every state can be set up for every map, and every benchmark run. */
class BenchmarkStateTest {

  private static final String PASSWORD =
      "Today's password is swordfish. I understand instantiating Blackholes directly is dangerous.";

  @ParameterizedTest
  @EnumSource
  void lookupsFindWhatIsThere(Peer peer) {
    for (KeyKind keys : KeyKind.values()) {
      LookupBenchmark benchmark = new LookupBenchmark();
      benchmark.peer = peer;
      benchmark.size = 20;
      benchmark.keys = keys;
      benchmark.fill();

      assertThat(benchmark.getSame()).isNotNull();
      assertThat(benchmark.getEqual()).isNotNull();
      assertThat(benchmark.getAbsent()).isNull();
      benchmark.iterate(new Blackhole(PASSWORD));
    }
  }

  @ParameterizedTest
  @EnumSource
  void updatesKeepWhatTheyPut(Peer peer) {
    for (KeyKind keys : KeyKind.values()) {
      UpdateBenchmark benchmark = new UpdateBenchmark();
      benchmark.peer = peer;
      benchmark.size = 20;
      benchmark.keys = keys;
      benchmark.fill();

      assertThat(benchmark.grow()).hasSize(20);
      assertThat(benchmark.putPresized()).hasSize(20);
      for (int i = 0; i < 50; i++) {
        assertThat(benchmark.removeAndPut()).isNotNull();
      }
    }
  }

  @ParameterizedTest
  @EnumSource
  void mixedOperationsFindAboutTwoThirds(Peer peer) {
    MixedBenchmark benchmark = new MixedBenchmark();
    benchmark.peer = peer;
    benchmark.size = 100;
    benchmark.fill();
    int found = 0;
    for (int i = 0; i < 3_000; i++) {
      found += benchmark.operation() == null ? 0 : 1;
    }

    assertThat(found).isBetween(1_800, 2_200);
  }
}
