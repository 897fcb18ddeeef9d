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
}
