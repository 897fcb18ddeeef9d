package io.mapscope.report.scan;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class LivesTest {

  private static final long MILLISECOND = 1_000_000;
  private static final int THREADS = 7;

  private final Lives lives = new Lives();

  @Test
  void growthsOfOneMapByManyThreadsAreOneLife() {
    long thread = 1;
    for (long slots = 1 << 14; slots <= 1 << 20; slots *= 2) {
      grow(thread++, FirstTable.NO, slots);
    }
    assertThat(lives.count()).isOne();
  }

  @Test
  void mapsOfTheSameSizesOnTheirOwnThreadsStayApart() {
    for (long slots = 1 << 14; slots <= 1 << 20; slots *= 2) {
      grow(1, FirstTable.NO, slots);
      grow(2, FirstTable.NO, slots);
    }
    assertThat(lives.count()).isEqualTo(2);
  }

  /** A server keeps an index of all requests, and a small set for each: both grow at one line. */
  @Test
  void oneLargeMapAmongSmallOnesIsNotAlike() {
    int requests = 0;
    for (long slots = 1 << 14; slots <= 1 << 20; slots *= 2) {
      for (int i = 0; i < 10; i++) {
        grow(requests++ % THREADS, FirstTable.YES, 0);
      }
      grow(requests % THREADS, FirstTable.NO, slots);
    }
    assertThat(lives.count()).isGreaterThan(THREADS);
    assertThat(lives.alike(1 << 20)).isFalse();
  }

  /** Its tables are odd, and an array is padded to eight bytes. */
  @Test
  void growthsOfOneHashtableByManyThreadsAreOneLife() {
    long thread = 1;
    Life last = null;
    for (long slots = 12_287; slots <= 1_572_863; slots = 2 * slots + 1) {
      last = grow(JdkTable.HASHTABLE, thread++, FirstTable.NO, slots);
    }
    assertThat(lives.count()).isOne();
    assertThat(last.capacity().slots()).isEqualTo(1_572_863);
  }

  private void grow(long thread, FirstTable first, long slots) {
    grow(JdkTable.HASH_MAP, thread, first, slots);
  }

  private Life grow(JdkTable table, long thread, FirstTable first, long slots) {
    LargestArrays.Array array =
        slots == 0 ? LargestArrays.Array.NONE : new LargestArrays.Array(1, bytes(slots), true);
    CapacityOfGrowth capacities = new CapacityOfGrowth(Integer.BYTES, false);
    Life life = lives.at(thread, table, first, MILLISECOND, capacities.measured(table, array));
    life.grew(MILLISECOND);
    life.reached(capacities.of(table, life, MILLISECOND, array));
    return life;
  }

  private static long bytes(long slots) {
    return (16 + 4 * slots + 7) / 8 * 8;
  }
}
