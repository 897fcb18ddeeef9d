package io.mapscope.map;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.util.ArrayList;
import java.util.ConcurrentModificationException;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * The rules of plain iterators, those of {@code java.util}, and Go's as a cursor keeps them: one
 * test for each, in the order of {@code docs/iterating.md}, with deletes before, at and after the
 * position in the middle of growths.
 */
class IterationRulesTest {

  private static final int ENTRIES = TableState.ENTRIES;
  private static final int HALF = ENTRIES / 2;

  /** Where a delete lies, seen from the position. */
  enum Place {
    BEFORE,
    AT,
    AFTER
  }

  private static List<Long> order(InstrumentedMap<Long, Long> map) {
    return new ArrayList<>(map.keySet());
  }

  /** In the middle of a growth that no delete drives on. */
  private static InstrumentedMap<Long, Long> steadilyGrowing() {
    InstrumentedMap<Long, Long> map =
        InstrumentedMap.<Long, Long>builder().pacing(Pacing.STEADY).expectedEntries(700).build();
    LongStream.range(0, ENTRIES).forEach(i -> map.put(i, i));
    assertThat(map.growth.mark).isBetween(1, map.growth.oldMask);
    return map;
  }

  private static Iterator<Long> halfWay(InstrumentedMap<Long, Long> map) {
    Iterator<Long> i = map.keySet().iterator();
    for (int step = 0; step < HALF; step++) {
      i.next();
    }
    return i;
  }

  private static Long keyAt(Place place, List<Long> order) {
    return switch (place) {
      case BEFORE -> order.get(HALF / 2);
      case AT -> order.get(HALF - 1);
      case AFTER -> order.get(HALF + HALF / 2);
    };
  }

  private static <T> List<T> rest(Iterator<T> i) {
    List<T> rest = new ArrayList<>();
    i.forEachRemaining(rest::add);
    return rest;
  }

  // ---- java.util's

  @ParameterizedTest
  @EnumSource
  void deleteByAnybodyElseFailsTheNextStepWhereverItWas(TableState state) {
    for (Place place : Place.values()) {
      InstrumentedMap<Long, Long> map = state.make();
      List<Long> order = order(map);
      Iterator<Long> i = halfWay(map);
      map.remove(keyAt(place, order));
      assertThatExceptionOfType(ConcurrentModificationException.class)
          .as("%s", place)
          .isThrownBy(i::next);
      Invariants.check(map);
    }
  }

  @ParameterizedTest
  @EnumSource
  void insertByAnybodyElseFailsTheNextStep(TableState state) {
    InstrumentedMap<Long, Long> map = state.make();
    Iterator<Long> i = halfWay(map);
    map.put(-1L, -1L);
    assertThatExceptionOfType(ConcurrentModificationException.class).isThrownBy(i::next);
  }

  @ParameterizedTest
  @EnumSource
  void deleteByAnotherIteratorFailsTheNextStep(TableState state) {
    InstrumentedMap<Long, Long> map = state.make();
    Iterator<Long> i = halfWay(map);
    Iterator<Long> other = halfWay(map);
    other.remove();
    assertThatExceptionOfType(ConcurrentModificationException.class).isThrownBy(i::next);
    assertThatExceptionOfType(ConcurrentModificationException.class).isThrownBy(i::remove);
    assertThat(rest(other)).hasSize(HALF);
  }

  @ParameterizedTest
  @EnumSource
  void writeThatChangesNoStructureIsAllowed(TableState state) {
    InstrumentedMap<Long, Long> map = state.make();
    List<Long> order = order(map);
    Iterator<Long> i = halfWay(map);
    for (Place place : Place.values()) {
      map.put(keyAt(place, order), -1L); // May do grow work.
    }
    map.remove(-1L); // Not there.
    assertThat(rest(i)).containsExactlyInAnyOrderElementsOf(order.subList(HALF, ENTRIES));
  }

  @ParameterizedTest
  @EnumSource
  void ownRemoveIsAllowedAndTheRestComesOnce(TableState state) {
    InstrumentedMap<Long, Long> map = state.make();
    List<Long> order = order(map);
    Iterator<Long> i = halfWay(map);
    i.remove();
    assertThat(map).doesNotContainKey(order.get(HALF - 1));
    assertThat(rest(i)).containsExactlyInAnyOrderElementsOf(order.subList(HALF, ENTRIES));
    Invariants.check(map);
  }

  @ParameterizedTest
  @EnumSource
  void ownRemovesDriveAGrowthToItsEndWithoutLosingAnEntry(TableState state) {
    InstrumentedMap<Long, Long> map = state.make();
    List<Long> order = order(map);
    List<Long> seen = new ArrayList<>();
    for (Iterator<Map.Entry<Long, Long>> i = map.entrySet().iterator(); i.hasNext(); ) {
      seen.add(i.next().getKey());
      i.remove();
    }
    assertThat(seen).containsExactlyInAnyOrderElementsOf(order);
    assertThat(map).isEmpty();
    Invariants.check(map);
  }

  @Test
  void removeNeedsAStepBeforeIt() {
    InstrumentedMap<Long, Long> map = TableState.DOUBLING_HALF_DONE.make();
    Iterator<Long> i = map.keySet().iterator();
    assertThatIllegalStateException().isThrownBy(i::remove);
    i.next();
    i.remove();
    assertThatIllegalStateException().isThrownBy(i::remove);
    assertThat(map).hasSize(ENTRIES - 1);
  }

  @Test
  void nextBeyondTheEndThrowsAndHasNextChangesNothing() {
    InstrumentedMap<Long, Long> map = TableState.DOUBLING_HALF_DONE.make();
    Iterator<Long> i = map.keySet().iterator();
    for (int step = 0; step < ENTRIES; step++) {
      assertThat(i.hasNext()).isTrue();
      assertThat(i.hasNext()).isTrue();
      i.next();
    }
    assertThat(i.hasNext()).isFalse();
    assertThatExceptionOfType(NoSuchElementException.class).isThrownBy(i::next);
  }

  // ---- Go's, by a cursor

  @ParameterizedTest
  @EnumSource
  void deleteBeforeAtOrAfterThePositionOfACursorHidesNothingElse(TableState state) {
    for (Place place : Place.values()) {
      for (InstrumentedMap<Long, Long> map : List.of(state.make(), steadilyGrowing())) {
        List<Long> order = new ArrayList<>();
        for (MapCursor<Long, Long> all = map.cursor(); all.next(); ) {
          order.add(all.key());
        }
        MapCursor<Long, Long> cursor = map.cursor();
        for (int step = 0; step < HALF; step++) {
          cursor.next();
        }
        map.remove(keyAt(place, order));
        List<Long> expected = new ArrayList<>(order.subList(HALF, ENTRIES));
        expected.remove(keyAt(place, order)); // By equality: only when it was ahead.
        List<Long> rest = new ArrayList<>();
        while (cursor.next()) {
          rest.add(cursor.key());
        }
        assertThat(rest).as("%s, %s", place, map.pacing).isEqualTo(expected);
      }
    }
  }

  @ParameterizedTest
  @EnumSource
  void entryAddedUnderACursorIsMetOnceOrNotAtAll(TableState state) {
    InstrumentedMap<Long, Long> map = state.make();
    MapCursor<Long, Long> cursor = map.cursor();
    for (int step = 0; step < HALF; step++) {
      cursor.next();
    }
    LongStream.range(ENTRIES, 2 * ENTRIES).forEach(i -> map.put(i, i));
    List<Long> added = new ArrayList<>();
    while (cursor.next()) {
      if (cursor.key() >= ENTRIES) {
        added.add(cursor.key());
      }
    }
    assertThat(added).doesNotHaveDuplicates().hasSizeBetween(1, ENTRIES - 1);
  }
}
