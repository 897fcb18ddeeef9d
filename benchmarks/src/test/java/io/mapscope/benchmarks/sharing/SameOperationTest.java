package io.mapscope.benchmarks.sharing;

import static org.assertj.core.api.Assertions.assertThat;

import io.mapscope.benchmarks.run.RunFile;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import org.junit.jupiter.api.Test;

class SameOperationTest {

  private static final int ENTRIES = 5_000;

  @Test
  void bothMapsAreRunAndComparedByWhatTheirProcessesHaveInCommon() throws InterruptedException {
    List<RunFile> runs = new ArrayList<>();
    for (int fork = 0; fork < 3; fork++) {
      runs.add(SameOperation.run(Shared.CONCURRENT_HASH_MAP, ENTRIES));
      runs.add(SameOperation.run(Shared.STRIPED, ENTRIES));
    }
    assertThat(SameOperationTable.of(runs))
        .containsOnlyOnce("| `ConcurrentHashMap` | 5k | 3 | ")
        .containsOnlyOnce("| striped | 5k | 3 | ")
        .containsPattern("longest operation 1/[0-9.,]+( or less)?, throughput [0-9.]+\\.");
  }

  /** Tells of each operation what it is. */
  private static final class Told extends ConcurrentHashMap<Long, Long> {
    private static final long serialVersionUID = 1;
    private final transient List<String> operations = new ArrayList<>();

    @Override
    public Long get(Object key) {
      operations.add("get " + key);
      return super.get(key);
    }

    @Override
    public Long put(Long key, Long value) {
      operations.add("put " + key);
      return super.put(key, value);
    }

    @Override
    public Long remove(Object key) {
      operations.add("remove " + key);
      return super.remove(key);
    }
  }

  @Test
  void operationOfAnIndexIsTheSameEachTime() throws InterruptedException {
    List<Told> maps = new ArrayList<>();
    for (int time = 0; time < 2; time++) {
      Told map = new Told();
      maps.add(map);
      new GrowingLatency(Shared.CONCURRENT_HASH_MAP, () -> map, ENTRIES, 1, 90, 1).fill();
    }
    assertThat(maps.get(0).operations)
        .hasSizeGreaterThan(5 * ENTRIES)
        .isEqualTo(maps.get(1).operations);
    assertThat(maps.get(0).operations.stream().map(o -> o.charAt(0)).distinct().toList())
        .containsExactlyInAnyOrder('g', 'p', 'r');
  }

  /** A map of which each put of some keys takes long. */
  @Test
  void longOperationsAreKeptWithTheirNumbers() {
    Long[] keys = {0L, 1L, 2L, 3L};
    ConcurrentMap<Long, Long> map =
        new ConcurrentHashMap<>() {
          private static final long serialVersionUID = 1;

          @Override
          public Long put(Long key, Long value) {
            long start = System.nanoTime();
            while (key == 2 && System.nanoTime() - start < 2 * GrowingThread.STALL_NANOS) {
              Thread.onSpinWait();
            }
            return super.put(key, value);
          }
        };
    GrowingThread thread = new GrowingThread(map, keys, 0, 1);
    thread.fill(0, 0);
    GrowingThread.Kept longest =
        thread.kept.stream().max(Comparator.comparingLong(GrowingThread.Kept::nanos)).orElseThrow();
    assertThat(longest.nanos()).isGreaterThanOrEqualTo(2 * GrowingThread.STALL_NANOS);
    assertThat(thread.kept)
        .anySatisfy(
            kept -> {
              assertThat(kept.index()).isEqualTo(2);
              assertThat(kept.operation()).isEqualTo("put");
              assertThat(kept.inserted()).isEqualTo(3);
            });
  }

  private static RunFile run(Shared shared, double rate, Object... operations) {
    RunFile file = RunFile.of(SameOperation.TOOL);
    file.conditions().put("subject", shared.name());
    file.conditions().put("entries", "5000000");
    file.conditions().put("reads", "90");
    file.conditions().put("deletes", "1");
    file.add(SameOperation.THROUGHPUT, shared.name(), rate);
    for (int i = 0; i < operations.length; i += 2) {
      file.add(SameOperation.KEPT, (String) operations[i], (Integer) operations[i + 1], 1_000_000);
    }
    return file;
  }

  @Test
  void whatIsLongInFewProcessesIsTheMachines() {
    String table =
        SameOperationTable.of(
            List.of(
                run(Shared.CONCURRENT_HASH_MAP, 2e6, "7 put", 40_000_000, "9 get", 90_000_000),
                run(Shared.CONCURRENT_HASH_MAP, 3e6, "7 put", 50_000_000),
                run(Shared.CONCURRENT_HASH_MAP, 1e6, "7 put", 60_000_000),
                run(Shared.STRIPED, 1e6, "8 put", 100_000, "3 get", 4_000_000),
                run(Shared.STRIPED, 2e6, "8 put", 120_000, "5 get", 4_000_000),
                run(Shared.STRIPED, 3e6, "6 get", 4_000_000)));
    assertThat(table)
        .contains(
            "| `ConcurrentHashMap` | 5M | 3 | 2.00 | 1.00, 2.00, 3.00 | 50 ms | 7 put, with 1M inserted | 1 | 50 ms, 60 ms, 90 ms |")
        .contains(
            "| striped | 5M | 3 | 2.00 | 1.00, 2.00, 3.00 | 100 µs | 8 put, with 1M inserted | 0 |")
        .contains("longest operation 1/500, throughput 1.00.");
  }

  @Test
  void mapWithoutALongOperationIsSaidToBeBelowWhatIsKept() {
    assertThat(
            SameOperationTable.of(
                List.of(
                    run(Shared.CONCURRENT_HASH_MAP, 1e6, "7 put", 40_000_000),
                    run(Shared.STRIPED, 1e6))))
        .contains("| below 20 µs |  | 0 | 20 µs |")
        .contains("longest operation 1/2,000 or less");
    assertThat(SameOperationTable.of(List.of())).contains("Not run.");
  }
}
