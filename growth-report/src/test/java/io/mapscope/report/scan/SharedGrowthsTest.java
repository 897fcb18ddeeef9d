package io.mapscope.report.scan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import java.util.List;
import org.junit.jupiter.api.Test;

/** Several threads grow a ConcurrentHashMap together, each by a call of its own. */
class SharedGrowthsTest {

  private static final long MILLISECOND = 1_000_000;
  private static final String TYPE = "java.util.concurrent.ConcurrentHashMap";
  private static final int THREADS = 4;
  private static final int DOUBLINGS = 5;

  private final SeenMaps maps = new SeenMaps();
  private final Growths growths = new Growths();
  private final Stalls stalls = new Stalls(MILLISECOND);
  private final JdkGrowths jdkGrowths =
      new JdkGrowths(maps, growths, stalls, new LargestArrays(), new Losses());
  private final MapFindings map = maps.at(TYPE, "App.put:1");

  /** Those who help are done, and so told, before the one who began. */
  @Test
  void oneMapThatFourThreadsGrowIsOneMap() {
    for (int doubling = 0; doubling < DOUBLINGS; doubling++) {
      long start = 1_000L * doubling * MILLISECOND;
      for (int helper = 2; helper <= THREADS; helper++) {
        jdkGrowths.grewShared(call(map, helper, start + helper * MILLISECOND, 5, false));
      }
      jdkGrowths.grewShared(call(map, 1, start, 10, false));
    }
    assertThat(ended()).hasSize(DOUBLINGS);
    assertThat(map.lives()).isOne();
    assertThat(map.growths()).isEqualTo(DOUBLINGS);
    assertThat(map.stalls()).isEqualTo(DOUBLINGS * THREADS);
  }

  @Test
  void growthIsAsLongAsAllThatTookPartAndNamesTheThreadThatBegan() {
    jdkGrowths.grewShared(call(map, 2, 3 * MILLISECOND, 20, true));
    jdkGrowths.grewShared(call(map, 1, MILLISECOND, 10, false));
    assertThat(ended())
        .extracting(
            Growth::thread, Growth::nanos, Growth::stallNanos, Growth::workNanos, Growth::victims)
        .containsExactly(tuple("t1", 22 * MILLISECOND, 20 * MILLISECOND, 30 * MILLISECOND, 2));
  }

  /** Its beginner may have been below the threshold of the recording. */
  @Test
  void helpIsNoMapOfItsOwn() {
    jdkGrowths.grewShared(call(map, 1, 0, 10, false));
    jdkGrowths.grewShared(call(map, 2, 100 * MILLISECOND, 10, true));
    jdkGrowths.grewShared(call(map, 3, 200 * MILLISECOND, 10, true));
    assertThat(ended()).hasSize(3);
    assertThat(map.lives()).isOne();
  }

  @Test
  void helpFromAnotherLineIsWithTheMapThatGrows() {
    MapFindings reader = maps.at(TYPE, "App.compute:9");
    jdkGrowths.grewShared(call(map, 1, 0, 10, false));
    jdkGrowths.grewShared(call(reader, 2, MILLISECOND, 5, true));
    assertThat(ended()).singleElement().extracting(Growth::map).isEqualTo(map);
    assertThat(reader.growths()).isZero();
    assertThat(reader.stalls()).isOne();
  }

  @Test
  void whoMadeATableDoesNotHelp() {
    LargestArrays.Array table = new LargestArrays.Array(MILLISECOND, 16 + (4 << 20), true);
    jdkGrowths.grewShared(call(map, 1, 0, 10, false));
    jdkGrowths.grewShared(
        new TracedGrowth(
            map, FirstTable.MAYBE, false, 2, "t2", MILLISECOND, 5 * MILLISECOND, table));
    assertThat(ended()).hasSize(2);
    assertThat(map.lives()).isEqualTo(2);
  }

  private List<Growth> ended() {
    jdkGrowths.end();
    stalls.end(new GcPauses());
    return growths.end(new GcPauses());
  }

  private static TracedGrowth call(
      MapFindings map, long thread, long start, long millis, boolean helps) {
    return new TracedGrowth(
        map,
        FirstTable.MAYBE,
        helps,
        thread,
        "t" + thread,
        start,
        millis * MILLISECOND,
        LargestArrays.Array.NONE);
  }
}
