package io.mapscope.map;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ConcurrentModificationException;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Keys of one hash code that are comparable are found by their order. */
class ChainIndexTest {

  private static final int KEYS = 10_000;

  /** Twice as many as halving ten thousand takes, and the head, and one confirmation. */
  private static final int MOST_COMPARISONS = 2 * 14 + 8 + 2;

  @ParameterizedTest
  @EnumSource(Pacings.class)
  void lookupsAndDeletesCompareAFewOfTenThousand(Pacings pacing) {
    Counter counter = new Counter();
    InstrumentedMap<Ordered, Integer> map = empty(pacing);
    for (int i = 0; i < KEYS; i++) {
      assertThat(map.put(new Ordered(i, counter), i)).isNull();
    }
    assertThat(map.put(new Ordered(KEYS, counter), KEYS))
        .isNull(); // Has made the index, if none was.

    for (int i = 0; i <= KEYS; i += 97) {
      counter.comparisons = 0;
      assertThat(map.get(new Ordered(i, counter))).isEqualTo(i);
      assertThat(counter.comparisons).isLessThanOrEqualTo(MOST_COMPARISONS);
      counter.comparisons = 0;
      assertThat(map.containsKey(new Ordered(-1 - i, counter))).isFalse();
      assertThat(counter.comparisons).isLessThanOrEqualTo(MOST_COMPARISONS);
    }
    if (map.growth == null) {
      counter.comparisons = 0;
      assertThat(map.remove(new Ordered(KEYS / 2, counter))).isEqualTo(KEYS / 2);
      assertThat(counter.comparisons).isLessThanOrEqualTo(2 * MOST_COMPARISONS);
    }
    check(map);
  }

  @ParameterizedTest
  @EnumSource(Pacings.class)
  void randomOperationsAgreeWithHashMap(Pacings pacing) {
    long seed = System.nanoTime();
    Random random = new Random(seed);
    Counter counter = new Counter();
    InstrumentedMap<Ordered, Integer> map = empty(pacing);
    Map<Ordered, Integer> expected = new HashMap<>();
    for (int i = 0; i < 20_000; i++) {
      Ordered key = new Ordered(random.nextInt(1_500), counter);
      boolean growing = i / 4_000 % 2 == 0;
      if (random.nextInt(10) < (growing ? 7 : 3)) {
        assertThat(map.put(key, i)).as("seed %d", seed).isEqualTo(expected.put(key, i));
      } else {
        assertThat(map.remove(key)).as("seed %d", seed).isEqualTo(expected.remove(key));
      }
      if (i % 500 == 0) {
        assertThat(map).as("seed %d", seed).isEqualTo(expected);
        check(map);
      }
    }
  }

  @Test
  void keysOfOtherClassesAreFoundBesideThem() {
    InstrumentedMap<Object, Integer> map = new InstrumentedMap<>();
    Counter counter = new Counter();
    for (int i = 0; i < 500; i++) {
      map.put(new Ordered(i, counter), i);
      map.put(new Probe(i, 42), -i);
    }
    check(map);
    for (int i = 0; i < 500; i++) {
      assertThat(map.get(new Ordered(i, counter))).isEqualTo(i);
      assertThat(map.get(new Probe(i, 42))).isEqualTo(-i);
      assertThat(map.get(new Probe(500 + i, 42))).isNull();
    }
    for (int i = 0; i < 500; i++) {
      assertThat(map.remove(new Probe(i, 42))).isEqualTo(-i);
    }
    check(map);
    assertThat(map).hasSize(500);
  }

  @Test
  void keysThatOnlyCompareAlikeAreKeptApart() {
    InstrumentedMap<Alike, Integer> map = new InstrumentedMap<>();
    for (int i = 0; i < 500; i++) {
      assertThat(map.put(new Alike(i), i)).isNull();
    }
    for (int i = 0; i < 500; i++) {
      assertThat(map.get(new Alike(i))).isEqualTo(i);
    }
    assertThat(map.get(new Alike(500))).isNull();
  }

  @Test
  void comparisonThatThrowsIsDoneWithout() {
    Counter counter = new Counter();
    InstrumentedMap<Ordered, Integer> map = filled(counter);
    counter.deed =
        () -> {
          throw new IllegalStateException("compareTo");
        };

    assertThat(map.get(new Ordered(300, counter))).isEqualTo(300);
    assertThat(map.put(new Ordered(600, counter), 600)).isNull();
    assertThat(map.remove(new Ordered(400, counter))).isEqualTo(400);
    counter.deed = () -> {};
    assertThat(map.get(new Ordered(600, counter))).isEqualTo(600);
    assertThat(map.get(new Ordered(400, counter))).isNull();
    check(map);
  }

  @Test
  void comparisonThatWritesLeavesTheMapIntact() {
    Counter counter = new Counter();
    InstrumentedMap<Ordered, Integer> map = filled(counter);
    Counter quiet = new Counter();
    int[] next = {1_000};
    counter.deed = () -> map.put(new Ordered(next[0]++, quiet), 0);
    assertThatThrownBy(() -> map.put(new Ordered(600, counter), 600))
        .isInstanceOf(ConcurrentModificationException.class);
    assertThatThrownBy(() -> map.remove(new Ordered(400, counter)))
        .isInstanceOf(ConcurrentModificationException.class);
    counter.deed = () -> {};

    assertThat(map.get(new Ordered(600, counter))).isNull();
    assertThat(map.get(new Ordered(400, counter))).isEqualTo(400);
    assertThat(map).hasSize(500 + next[0] - 1_000);
    map.put(new Ordered(700, counter), 700);
    check(map);
  }

  @SuppressWarnings("unchecked") // A builder makes maps of any type.
  private static InstrumentedMap<Ordered, Integer> empty(Pacings pacing) {
    return (InstrumentedMap<Ordered, Integer>) (InstrumentedMap<?, ?>) pacing.builder(1).build();
  }

  private static InstrumentedMap<Ordered, Integer> filled(Counter counter) {
    InstrumentedMap<Ordered, Integer> map = new InstrumentedMap<>();
    for (int i = 0; i < 500; i++) {
      map.put(new Ordered(i, counter), i);
    }
    return map;
  }

  /** The walker, and that each index finds all keys that it should and no others. */
  private static void check(InstrumentedMap<?, ?> map) {
    Invariants.check(map);
    Set<Object> behindHeads = new HashSet<>();
    for (Object[] chunk : map.slots) {
      OverflowBucket[] all = Chunk.overflow(chunk);
      for (OverflowBucket first : all == null ? new OverflowBucket[0] : all) {
        if (first == null || first.index == null || first.index == ChainIndex.NONE) {
          continue;
        }
        for (OverflowBucket b = first; b != null; b = b.next) {
          for (long live = Tophash.live(b.tops); live != 0; live &= live - 1) {
            Object key = b.slots[Tophash.slot(live) << 1];
            behindHeads.add(key);
            int place = first.index.find(key);
            if (place >= 0) {
              assertThat(first.index.bucket(place)).isSameAs(b);
            } else {
              assertThat(place).isEqualTo(ChainIndex.UNKNOWN);
              assertThat(key).isInstanceOf(Probe.class);
            }
          }
        }
      }
    }
    assertThat(map.keySet().containsAll(behindHeads)).isTrue();
  }

  private static final class Counter {
    int comparisons;
    Runnable deed = () -> {};
  }

  private static final class Ordered implements Comparable<Ordered> {
    private final int number;
    private final Counter counter;

    Ordered(int number, Counter counter) {
      this.number = number;
      this.counter = counter;
    }

    @Override
    public int compareTo(Ordered other) {
      counter.comparisons++;
      counter.deed.run();
      return Integer.compare(number, other.number);
    }

    @Override
    public int hashCode() {
      return 42;
    }

    @Override
    public boolean equals(Object other) {
      counter.comparisons++;
      return other instanceof Ordered that && that.number == number;
    }
  }

  /** As {@code BigDecimal} does: compares some keys alike that are not equal. */
  private record Alike(int number) implements Comparable<Alike> {
    @Override
    public int compareTo(Alike other) {
      return Integer.compare(number / 2, other.number / 2);
    }

    @Override
    public int hashCode() {
      return 42;
    }
  }
}
