package io.mapscope.cli.demo;

import static org.assertj.core.api.Assertions.assertThat;

import io.mapscope.map.InstrumentedMap;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class SessionLoadTest {

  private static final long SEED = 42;
  private static final int ENTRIES = 3000;

  private final Sessions sessions = Sessions.make(ENTRIES, SEED, made -> {});

  @Test
  void leavesWhatItCounts() {
    Map<UUID, Session> map = new HashMap<>();

    SessionLoad load = run(map, 40);

    assertThat(map).hasSize(load.entries());
    RunMeasurement.Counts counts = load.counts();
    assertThat(counts.puts() + counts.gets() + counts.removes()).isEqualTo(counts.operations());
    assertThat(counts.puts() - counts.removes()).isEqualTo(map.size());
  }

  @Test
  void fillsTheStoreAndKeepsItsSize() {
    SessionLoad load = run(new HashMap<>(), 40);

    assertThat(load.full()).isTrue();
    assertThat(load.entries()).isEqualTo(ENTRIES);
  }

  @Test
  void looksUpMostlyWhatIsThereAndSometimesWhatIsNot() {
    RunMeasurement.Counts counts = run(new HashMap<>(), 40).counts();

    assertThat((double) counts.hits() / counts.gets()).isBetween(0.92, 0.98);
  }

  @Test
  void doesTheSameToEveryMap() {
    Map<UUID, Session> first = new HashMap<>();
    Map<UUID, Session> second = new InstrumentedMap<>();

    assertThat(run(first, 20).counts()).isEqualTo(run(second, 20).counts());
    assertThat(second).isEqualTo(first);
  }

  @Test
  void looksLikeRandomIds() {
    UUID id = sessions.id(17);

    assertThat(id.version()).isEqualTo(4);
    assertThat(id.variant()).isEqualTo(2);
    assertThat(Sessions.make(ENTRIES, SEED, made -> {}).id(17)).isEqualTo(id);
  }

  private SessionLoad run(Map<UUID, Session> map, int batches) {
    LatencyWindows latencies = new LatencyWindows(System.nanoTime(), 1_000_000);
    SessionLoad load =
        new SessionLoad(
            sessions, new Contender.Watched(map, GrowthWatch.NONE), latencies, ENTRIES, SEED);
    for (int i = 0; i < batches; i++) {
      load.runBatch();
    }
    latencies.finish();
    assertThat(latencies.all().getTotalCount()).isEqualTo(load.operations());
    return load;
  }
}
