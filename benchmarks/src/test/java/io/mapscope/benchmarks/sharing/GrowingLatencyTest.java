package io.mapscope.benchmarks.sharing;

import static org.assertj.core.api.Assertions.assertThat;

import io.mapscope.benchmarks.run.RunFile;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class GrowingLatencyTest {

  private static final int ENTRIES = 5_000;

  @Test
  void eachMapIsTimedAndHasItsRow() throws InterruptedException {
    List<RunFile> runs = new ArrayList<>();
    for (Shared shared : Shared.values()) {
      RunFile run = GrowingLatency.run(shared, ENTRIES, 2, 90, 10, 1);
      List<Double> latency = run.values(GrowingLatency.LATENCY, shared.name());
      assertThat(latency).as(shared.name()).isSorted().allMatch(nanos -> nanos > 0);
      assertThat(run.values(GrowingLatency.THROUGHPUT, shared.name()).get(0)).isPositive();
      // Waits for a processor are taken out of what is longest, which leaves no more than there
      // was.
      assertThat(run.values(GrowingLatency.OWN_LONGEST, shared.name()).get(0))
          .isLessThanOrEqualTo(
              Math.max(GrowingThread.STALL_NANOS, 1.01 * latency.get(latency.size() - 1)));
      runs.add(run);
    }
    String table = SharingTables.table(runs);
    for (Shared shared : Shared.values()) {
      assertThat(table).containsOnlyOnce("| " + shared.label() + " | ");
    }
  }

  @Test
  void throughputIsSetOutByMapThreadsAndMix() {
    assertThat(
            ThroughputTable.of(
                List.of(
                    "\"Benchmark\",\"Threads\",\"Score\",\"Param: deletes\",\"Param: map\",\"Param: reads\"",
                    "\"a.b\",2,1.2345,40,STRIPED,50",
                    "\"a.b\",2,7,1,STRIPED,99",
                    "\"a.b\",1,3,1,STRIPED,99")))
        .isEqualTo(
            """

            | map | threads | 50/40 | 99/1 |
            |---|---|---|---|
            | striped | 1 |  | 3 |
            | striped | 2 | 1.23 | 7 |
            """);
  }
}
