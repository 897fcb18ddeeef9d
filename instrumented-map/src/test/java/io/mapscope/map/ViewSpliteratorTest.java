package io.mapscope.map;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.util.ArrayList;
import java.util.ConcurrentModificationException;
import java.util.List;
import java.util.Random;
import java.util.Spliterator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Spliterators, in quiet and in the middle of growths. */
class ViewSpliteratorTest {

  private static final int ENTRIES = TableState.ENTRIES;

  /** Splits at random, steps some parts before that, and takes the parts in order. */
  private static <T> void take(Spliterator<T> all, Random random, List<T> into) {
    for (int steps = random.nextInt(3); steps > 0; steps--) {
      all.tryAdvance(into::add);
    }
    Spliterator<T> first = random.nextInt(8) == 0 ? null : all.trySplit();
    if (first != null) {
      take(first, random, into);
      take(all, random, into);
    } else {
      all.forEachRemaining(into::add);
    }
    assertThat(all.tryAdvance(into::add)).isFalse();
  }

  @ParameterizedTest
  @EnumSource
  void partsOfPartsTogetherMeetEachEntryOnceInOrder(TableState state) {
    InstrumentedMap<Long, Long> map = state.make();
    List<Long> order = new ArrayList<>(map.keySet());
    for (long seed = 0; seed < 200; seed++) {
      List<Long> keys = new ArrayList<>();
      take(map.keySet().spliterator(), new Random(seed), keys);
      assertThat(keys).as("seed %d", seed).isEqualTo(order);
      List<Long> values = new ArrayList<>();
      take(map.values().spliterator(), new Random(seed), values);
      assertThat(values).as("seed %d", seed).isEqualTo(order);
    }
  }

  @ParameterizedTest
  @EnumSource
  void growthThatEndsBetweenThePartsHidesNothing(TableState state) {
    InstrumentedMap<Long, Long> map = state.make();
    Spliterator<Long> rest = map.keySet().spliterator();
    Spliterator<Long> first = rest.trySplit();
    List<Long> seen = new ArrayList<>();
    first.tryAdvance(seen::add);
    while (map.growth != null) {
      map.remove(-1L); // Changes nothing but where entries lie.
    }
    Spliterator<Long> second = rest.trySplit();
    first.forEachRemaining(seen::add);
    second.forEachRemaining(seen::add);
    rest.forEachRemaining(seen::add);
    assertThat(seen).hasSize(ENTRIES).doesNotHaveDuplicates();
  }

  @ParameterizedTest
  @EnumSource
  void evacuationUnderThePartsHidesNothing(TableState state) {
    InstrumentedMap<Long, Long> map = state.make();
    Spliterator<Long> third = map.keySet().spliterator();
    Spliterator<Long> first = third.trySplit();
    Spliterator<Long> second = third.trySplit();
    List<Long> seen = new ArrayList<>();
    for (Spliterator<Long> part : List.of(third, first, second)) {
      part.tryAdvance(key -> write(map, key, seen));
      part.forEachRemaining(key -> write(map, key, seen));
    }
    assertThat(seen).hasSize(ENTRIES).doesNotHaveDuplicates();
    assertThat(map.growth).isNull();
  }

  private static void write(InstrumentedMap<Long, Long> map, Long key, List<Long> seen) {
    seen.add(key);
    map.put(key, -key);
  }

  @Test
  void sizeIsExactBeforeTheFirstSplitOnly() {
    for (TableState state : TableState.values()) {
      Spliterator<Long> all = state.make().keySet().spliterator();
      assertThat(all.getExactSizeIfKnown()).isEqualTo(ENTRIES);
      Spliterator<Long> first = all.trySplit();
      assertThat(all.hasCharacteristics(Spliterator.SIZED)).isFalse();
      assertThat(first.hasCharacteristics(Spliterator.SIZED)).isFalse();
      assertThat(first.estimateSize()).isBetween(1L, ENTRIES - 1L);
      assertThat(all.estimateSize()).isBetween(1L, ENTRIES - 1L);
    }
  }

  @Test
  void keysAndEntriesAreDistinctAndValuesAreNot() {
    InstrumentedMap<Long, Long> map = TableState.QUIET.make();
    assertThat(map.keySet().spliterator().hasCharacteristics(Spliterator.DISTINCT)).isTrue();
    assertThat(map.entrySet().spliterator().hasCharacteristics(Spliterator.DISTINCT)).isTrue();
    assertThat(map.values().spliterator().hasCharacteristics(Spliterator.DISTINCT)).isFalse();
  }

  @Test
  void bindsWhenFirstUsed() {
    InstrumentedMap<Long, Long> map = new InstrumentedMap<>();
    Spliterator<Long> all = map.keySet().spliterator();
    map.putAll(TableState.QUIET.make());
    assertThat(all.getExactSizeIfKnown()).isEqualTo(ENTRIES);
    map.put(-1L, 0L);
    assertThatExceptionOfType(ConcurrentModificationException.class)
        .isThrownBy(() -> all.tryAdvance(key -> {}));
  }

  @ParameterizedTest
  @EnumSource
  void structuralChangeIsNoticedByEveryPart(TableState state) {
    InstrumentedMap<Long, Long> map = state.make();
    Spliterator<Long> all = map.keySet().spliterator();
    Spliterator<Long> first = all.trySplit();
    assertThatExceptionOfType(ConcurrentModificationException.class)
        .isThrownBy(() -> first.tryAdvance(key -> map.put(-1L, 0L)));
    assertThatExceptionOfType(ConcurrentModificationException.class)
        .isThrownBy(() -> all.forEachRemaining(key -> {}));
    Spliterator<Long> part = all.trySplit();
    assertThatExceptionOfType(ConcurrentModificationException.class)
        .isThrownBy(() -> part.tryAdvance(key -> {}));
    assertThatExceptionOfType(ConcurrentModificationException.class)
        .isThrownBy(() -> all.tryAdvance(key -> {}));
  }

  @Test
  void entriesOfAPartWriteThrough() {
    for (TableState state : TableState.values()) {
      InstrumentedMap<Long, Long> map = state.make();
      map.entrySet().stream().forEach(e -> e.setValue(e.getValue() + 1));
      for (long i = 0; i < ENTRIES; i++) {
        assertThat(map.get(i)).isEqualTo(i + 1);
      }
    }
  }
}
