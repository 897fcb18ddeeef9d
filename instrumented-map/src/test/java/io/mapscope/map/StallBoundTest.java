package io.mapscope.map;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** No operation does much, shown by counting. */
class StallBoundTest {

  /** 10M need 4 GB of heap and are run on demand: {@code -Dmapscope.entries=10000000}. */
  private static final int ENTRIES = Integer.getInteger("mapscope.entries", 1_000_000);

  private static final long MOST_BYTES = 128 << 10;

  private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

  private final long thread = Thread.currentThread().getId();
  private long mostBytes;
  private long mostChains;

  @ParameterizedTest
  @CsvSource({"GO, 2", "GO, 1", "GO, 5", "STEADY, 2", "STEADY, 1"})
  void noPutAllocatesOrMovesMuch(Pacing pacing, int budget) {
    InstrumentedMap<Integer, Integer> map = map(pacing, budget);
    for (int i = 0; i < ENTRIES; i++) {
      Integer key = i;
      count(map, () -> map.put(key, -1));
    }
    assertThat(mostChains).isEqualTo(pacing == Pacing.GO ? budget : 1);
    assertThat(mostBytes).isBetween(18L << 10, MOST_BYTES);
  }

  @ParameterizedTest
  @CsvSource({"GO, 2", "STEADY, 2"})
  void norDoesAnyOtherOperation(Pacing pacing, int budget) {
    InstrumentedMap<Integer, Integer> map = map(pacing, budget);
    for (int i = 0; i < ENTRIES; i++) {
      Integer key = i;
      count(map, () -> operate(map, key));
    }
    assertThat(map).hasSizeGreaterThan(ENTRIES / 6);
    assertThat(mostChains).isEqualTo(pacing == Pacing.GO ? budget : 1);
    assertThat(mostBytes).isBetween(18L << 10, MOST_BYTES);
  }

  /** Of eleven keys in a row, five are inserted and three deleted again. */
  private static void operate(InstrumentedMap<Integer, Integer> map, Integer key) {
    switch (key % 11) {
      case 0 -> map.putIfAbsent(key, -1);
      case 1 -> map.merge(key, -1, Integer::sum);
      case 2 -> map.compute(key, (k, v) -> -1);
      case 3 -> map.computeIfAbsent(key, k -> -1);
      case 4 -> map.computeIfPresent(key - 1, (k, v) -> null);
      case 5 -> map.merge(key - 3, -1, Integer::sum);
      case 6 -> map.remove(key - 6);
      case 7 -> map.replace(key - 6, -2);
      case 8 -> map.get(key - 6);
      case 9 -> map.put(key, -1);
      default -> map.keySet().remove(key - 1);
    }
  }

  private static InstrumentedMap<Integer, Integer> map(Pacing pacing, int budget) {
    return InstrumentedMap.<Integer, Integer>builder()
        .pacing(pacing)
        .evacuationBudget(budget)
        .build();
  }

  private void count(InstrumentedMap<Integer, Integer> map, Runnable operation) {
    Growth before = map.growth;
    long chainsBefore = before == null ? 0 : before.chainsEvacuated;
    long bytesBefore = THREADS.getThreadAllocatedBytes(thread);
    operation.run();
    mostBytes = Math.max(mostBytes, THREADS.getThreadAllocatedBytes(thread) - bytesBefore);
    Growth after = before == null ? map.growth : before;
    mostChains = Math.max(mostChains, after == null ? 0 : after.chainsEvacuated - chainsBefore);
  }
}
