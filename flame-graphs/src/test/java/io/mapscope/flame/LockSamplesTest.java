package io.mapscope.flame;

import static io.mapscope.flame.GrowthProfilerTest.collapsed;
import static io.mapscope.flame.GrowthProfilerTest.count;
import static org.assertj.core.api.Assertions.assertThat;

import io.mapscope.flame.record.Engine;
import io.mapscope.flame.record.RecordingPlan;
import io.mapscope.flame.record.TracedMethod;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

@DisabledOnOs(OS.WINDOWS)
class LockSamplesTest {

  private static final int ROUNDS = 4;
  private static final String REHASH = ContendedGrowth.LockedTable.class.getName() + ".rehash";

  @TempDir Path folder;

  /** Waits and growths are on one clock, so not a single one may be on the wrong side. */
  @ParameterizedTest
  @MethodSource("io.mapscope.flame.GrowthProfilerTest#engines")
  void waitsForLocksInsideOfGrowthsShowUpInsideAndOnlyThere(Engine engine) throws Exception {
    FlameGraphs graphs = FlameGraphs.of(record(engine));
    assertThat(graphs.windows()).isEqualTo(ROUNDS);

    String inside = collapsed(graphs, FlameRequest.of(During.GROWTH, SampleKind.LOCK));
    assertWaits(inside, "ContendedGrowth.waitInGrowth");
    assertThat(inside).doesNotContain("waitElsewhere");
    String outside = collapsed(graphs, FlameRequest.of(During.STEADY, SampleKind.LOCK));
    assertWaits(outside, "ContendedGrowth.waitElsewhere");
    assertThat(outside).doesNotContain("waitInGrowth");
    assertThat(inside + outside).doesNotContain("CountDownLatch", "waitForWork");
  }

  /** Each wait was five milliseconds and longer. */
  private static void assertWaits(String stacks, String method) {
    for (String lock :
        List.of("java.lang.Object", "java.util.concurrent.locks.ReentrantLock$NonfairSync")) {
      String ofLock =
          String.join(
              "\n", stacks.lines().filter(line -> line.contains(";" + lock + "_")).toList());
      assertThat(count(ofLock, method))
          .as("%s in%n%s", lock, stacks)
          .isGreaterThan(ROUNDS * TimeUnit.MILLISECONDS.toNanos(5));
    }
  }

  private Path record(Engine engine) throws Exception {
    Path file = folder.resolve("locks.jfr");
    RecordingPlan plan = RecordingPlan.ofJdkMaps().tracing(List.of(TracedMethod.parse(REHASH)));
    try (GrowthProfiler profiler = GrowthProfiler.start(plan, engine)) {
      for (int i = 0; i < ROUNDS; i++) {
        ContendedGrowth.round();
      }
      profiler.stop(file);
    }
    return file;
  }
}
