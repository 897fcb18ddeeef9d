package io.mapscope.cli.watch;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class WatchedMapTest {

  private static final long SECOND = 1_000_000_000L;

  private final WatchedMap map = new WatchedMap();

  @Test
  void countsWritesExactlyAndLookupsByTheirSamples() {
    told(10 * SECOND, 1_000);
    assertThat(map.row(10 * SECOND).operations()).isNegative();
    map.lookupSampled(1_024);
    map.lookupSampled(1_024);
    told(12 * SECOND, 1_500);

    assertThat(map.row(12 * SECOND).operations()).isEqualTo((500 + 2 * 1_024) / 2.0);
  }

  @Test
  void twoReportsAtOnceTellNoRate() {
    told(10 * SECOND, 1_000);
    told(11 * SECOND, 1_100);
    told(11 * SECOND + 1_000, 1_101);

    assertThat(map.row(11 * SECOND).operations()).isEqualTo(100);
  }

  @Test
  void tellsTheLongestStallOfTheLastMinute() {
    map.stalled(10 * SECOND, 5_000);
    map.stalled(20 * SECOND, 3_000);
    map.stalled(30 * SECOND, 4_000);

    assertThat(map.row(31 * SECOND).stallNanos()).isEqualTo(5_000);
    assertThat(map.row(71 * SECOND).stallNanos()).isEqualTo(4_000);
    assertThat(map.row(91 * SECOND).stallNanos()).isZero();
  }

  @Test
  void aGrowthShowsBetweenTwoStatistics() {
    told(10 * SECOND, 1_000);
    map.growthStarted(3);
    assertThat(map.row(10 * SECOND).growing()).isTrue();
    assertThat(map.row(10 * SECOND).growths()).isEqualTo(3);
    map.growthEnded(3);
    assertThat(map.row(10 * SECOND).growing()).isFalse();
  }

  private void told(long nanos, long writes) {
    map.statistics(nanos, 53, 16, -1, 2, writes);
  }
}
