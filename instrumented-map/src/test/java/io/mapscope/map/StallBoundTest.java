package io.mapscope.map;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** No write does much, shown by counting. */
class StallBoundTest {

  /** 10M need 4 GB of heap and are run on demand: {@code -Dmapscope.entries=10000000}. */
  private static final int ENTRIES = Integer.getInteger("mapscope.entries", 1_000_000);

  private static final long MOST_BYTES = 128 << 10;

  @ParameterizedTest
  @CsvSource({"GO, 2", "GO, 1", "GO, 5", "STEADY, 2", "STEADY, 1"})
  void noPutAllocatesOrMovesMuch(Pacing pacing, int budget) {
    ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    InstrumentedMap<Integer, Integer> map =
        InstrumentedMap.<Integer, Integer>builder().pacing(pacing).evacuationBudget(budget).build();
    Integer value = -1;
    long thread = Thread.currentThread().getId();
    threads.getThreadAllocatedBytes(thread);
    long mostBytes = 0;
    long mostChains = 0;
    for (int i = 0; i < ENTRIES; i++) {
      Integer key = i;
      Growth before = map.growth;
      long chainsBefore = before == null ? 0 : before.chainsEvacuated;
      long bytesBefore = threads.getThreadAllocatedBytes(thread);
      map.put(key, value);
      mostBytes = Math.max(mostBytes, threads.getThreadAllocatedBytes(thread) - bytesBefore);
      Growth after = before == null ? map.growth : before;
      mostChains = Math.max(mostChains, after == null ? 0 : after.chainsEvacuated - chainsBefore);
    }
    assertThat(mostChains).isEqualTo(pacing == Pacing.GO ? budget : 1);
    assertThat(mostBytes).isBetween(18L << 10, MOST_BYTES);
  }
}
