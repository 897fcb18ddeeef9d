package io.mapscope.map;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.util.ArrayList;
import java.util.Collections;
import java.util.ConcurrentModificationException;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What a cursor promises, rule by rule; {@link MapCursorModelTest} mixes them. */
class MapCursorTest {

  private static final int ENTRIES = TableState.ENTRIES;

  /** All keys to come. */
  private static List<Long> rest(MapCursor<Long, Long> cursor) {
    List<Long> keys = new ArrayList<>();
    while (cursor.next()) {
      keys.add(cursor.key());
    }
    return keys;
  }

  private static MapCursor<Long, Long> after(InstrumentedMap<Long, Long> map, int steps) {
    MapCursor<Long, Long> cursor = map.cursor();
    for (int i = 0; i < steps; i++) {
      assertThat(cursor.next()).isTrue();
    }
    return cursor;
  }

  private static void finishGrowth(InstrumentedMap<Long, Long> map) {
    for (long i = 1; map.growth != null; i++) {
      map.remove(-i);
    }
  }

  @ParameterizedTest
  @EnumSource
  void meetsEachEntryOnceAndNothingElse(TableState state) {
    InstrumentedMap<Long, Long> map = state.make();
    MapCursor<Long, Long> cursor = map.cursor();
    assertThat(rest(cursor)).containsExactlyInAnyOrderElementsOf(map.keySet());
    assertThat(cursor.next()).isFalse();
    assertThat(cursor.changes()).isEqualTo(new MapCursor.Changes(0, 0, 0, false));
    assertThat(rest(new InstrumentedMap<Long, Long>().cursor())).isEmpty();
  }

  @ParameterizedTest
  @EnumSource
  void growthUnderAPauseNeitherHidesNorRepeatsAnEntry(TableState state) {
    InstrumentedMap<Long, Long> map = state.make();
    MapCursor<Long, Long> cursor = map.cursor();
    List<Long> seen = new ArrayList<>();
    long added = ENTRIES;
    while (cursor.next()) {
      if (cursor.key() < ENTRIES) {
        seen.add(cursor.key());
        if (seen.size() % 400 == 50) {
          for (int i = 0; i < 3 * ENTRIES; i++) {
            map.put(added, added);
            added++;
          }
        }
      }
    }
    assertThat(map.mask).as("doubled twice at least").isGreaterThanOrEqualTo(4 * 256 - 1);
    assertThat(cursor.changes().growths()).isPositive();
    assertThat(seen)
        .containsExactlyInAnyOrderElementsOf(LongStream.range(0, ENTRIES).boxed().toList());
  }

  @ParameterizedTest
  @EnumSource
  void orderIsTheSameAfterAGrowth(TableState state) {
    InstrumentedMap<Long, Long> map = state.make();
    MapCursor<Long, Long> cursor = after(map, ENTRIES / 2);
    List<Long> expected = rest(cursor);
    finishGrowth(map);
    map.startGrowth(false);
    map.remove(-1L);
    assertThat(cursor.back(ENTRIES / 2)).isEqualTo(ENTRIES / 2);
    assertThat(cursor.key()).isEqualTo(expected.get(0));
    assertThat(rest(cursor)).isEqualTo(expected.subList(1, ENTRIES / 2));
  }

  @ParameterizedTest
  @EnumSource
  void goesBackStepByStepToTheStart(TableState state) {
    InstrumentedMap<Long, Long> map = state.make();
    MapCursor<Long, Long> cursor = map.cursor();
    List<Long> forth = rest(cursor);
    List<Long> back = new ArrayList<>();
    while (cursor.back(1) == 1) {
      back.add(cursor.key());
    }
    Collections.reverse(back);
    assertThat(back).isEqualTo(forth);
    assertThat(rest(cursor)).isEqualTo(forth);
    assertThat(cursor.back(ENTRIES + 1)).isEqualTo(ENTRIES);
    assertThat(cursor.next()).isTrue();
    assertThat(cursor.key()).isEqualTo(forth.get(0));
    assertThatIllegalArgumentException().isThrownBy(() -> cursor.back(-1));
  }

  @Test
  void backMeetsWhatWasPutBehind() {
    InstrumentedMap<Long, Long> map = TableState.QUIET.make();
    MapCursor<Long, Long> cursor = after(map, ENTRIES / 2);
    long behind = ENTRIES;
    while (cursor.isAhead(behind)) {
      behind++;
    }
    map.put(behind, behind);
    assertThat(cursor.changes().mayHaveMissed()).isTrue();
    assertThat(cursor.back(ENTRIES)).isEqualTo(ENTRIES / 2); // One more than it had come along.
    assertThat(cursor.changes().mayHaveMissed()).isFalse();
    assertThat(rest(cursor)).contains(behind);
  }

  @ParameterizedTest
  @EnumSource
  void deletesWhatItStandsOn(TableState state) {
    InstrumentedMap<Long, Long> map = state.make();
    long removes = map.recorder.removes;
    MapCursor<Long, Long> cursor = map.cursor();
    List<Long> seen = new ArrayList<>();
    while (cursor.next()) {
      seen.add(cursor.key());
      assertThat(cursor.value()).isEqualTo(cursor.key());
      if (cursor.key() % 3 != 0) {
        assertThat(cursor.remove()).isTrue();
        assertThat(cursor.remove()).isFalse();
        assertThat(map).doesNotContainKey(cursor.key());
      }
    }
    assertThat(seen).hasSize(ENTRIES).doesNotHaveDuplicates();
    assertThat(map.keySet()).allMatch(key -> key % 3 == 0);
    assertThat(map.recorder.removes - removes).as("and those in vain").isEqualTo(2 * 666);
    assertThat(cursor.changes()).isEqualTo(new MapCursor.Changes(0, 0, 0, false));
    Invariants.check(map);
  }

  @Test
  void emptiesAMap() {
    InstrumentedMap<Long, Long> map = TableState.DOUBLING_BEGUN.make();
    MapCursor<Long, Long> cursor = map.cursor();
    int removed = 0;
    while (cursor.next()) {
      assertThat(cursor.remove()).isTrue();
      removed++;
    }
    assertThat(removed).isEqualTo(ENTRIES);
    assertThat(map).isEmpty();
    assertThat(cursor.changes().mayHaveMissed()).isFalse();
  }

  @Test
  void standsOnNothingBeforeTheFirstEntryAndAtTheEnd() {
    InstrumentedMap<Long, Long> map = TableState.QUIET.make();
    MapCursor<Long, Long> cursor = map.cursor();
    for (int time = 0; time < 2; time++) {
      assertThatIllegalStateException().isThrownBy(cursor::key).withMessageContaining("next()");
      assertThatIllegalStateException().isThrownBy(cursor::value);
      assertThatIllegalStateException().isThrownBy(cursor::remove);
      rest(cursor);
    }
    cursor.back(1);
    assertThat(map).containsKey(cursor.key());
    cursor.back(ENTRIES);
    assertThatIllegalStateException().isThrownBy(cursor::key);
  }

  @ParameterizedTest
  @EnumSource
  void meetsNoEntryThatIsRemovedBeforeItComesThere(TableState state) {
    InstrumentedMap<Long, Long> map = state.make();
    MapCursor<Long, Long> cursor = after(map, 10);
    List<Long> ahead = map.keySet().stream().filter(cursor::isAhead).toList();
    ahead.stream().filter(key -> key % 2 == 0).forEach(map::remove);
    List<Long> left = ahead.stream().filter(key -> key % 2 != 0).toList();
    assertThat(ahead).hasSize(ENTRIES - 10);
    assertThat(rest(cursor)).containsExactlyInAnyOrderElementsOf(left);
    int removed = ahead.size() - left.size();
    assertThat(cursor.changes()).isEqualTo(new MapCursor.Changes(0, removed, 0, false));
  }

  @ParameterizedTest
  @EnumSource
  void tellsOfEveryEntryPutLaterWhetherItWillMeetIt(TableState state) {
    InstrumentedMap<Long, Long> map = state.make();
    MapCursor<Long, Long> cursor = after(map, ENTRIES / 2);
    for (long i = ENTRIES; i < 3 * ENTRIES; i++) {
      map.put(i, i);
    }
    assertThat(cursor.changes().inserted()).isEqualTo(2 * ENTRIES);
    assertThat(cursor.changes().mayHaveMissed()).isTrue();
    assertThat(cursor.isAhead(cursor.key())).isFalse();
    List<Long> ahead = map.keySet().stream().filter(cursor::isAhead).toList();
    assertThat(ahead).as("some of both kinds").hasSizeBetween(ENTRIES, 2 * ENTRIES);
    assertThat(rest(cursor)).containsExactlyInAnyOrderElementsOf(ahead);
  }

  @Test
  void entryPutIntoTheChainAtHandIsMissedAndToldSo() {
    InstrumentedMap<Long, Long> map = new InstrumentedMap<>(); // One bucket, so one chain.
    map.put(1L, 1L);
    MapCursor<Long, Long> cursor = after(map, 1);
    map.put(2L, 2L);
    assertThat(cursor.isAhead(2L)).isFalse();
    assertThat(rest(cursor)).isEmpty();
    assertThat(cursor.changes().mayHaveMissed()).isTrue();
  }

  @Test
  void valueIsThePresentOne() {
    InstrumentedMap<Long, Long> map = TableState.QUIET.make();
    MapCursor<Long, Long> cursor = after(map, 1);
    map.replaceAll((key, value) -> -value);
    while (cursor.next()) {
      assertThat(cursor.value()).isEqualTo(-cursor.key());
    }
  }

  @Test
  void nothingIsMissedForASameSizeGrowth() {
    InstrumentedMap<Long, Long> map = TableState.QUIET.make();
    MapCursor<Long, Long> cursor = after(map, ENTRIES / 2);
    map.startGrowth(true);
    finishGrowth(map);
    assertThat(rest(cursor)).hasSize(ENTRIES / 2);
    assertThat(cursor.changes()).isEqualTo(new MapCursor.Changes(0, 0, 1, false));
  }

  @ParameterizedTest
  @EnumSource
  void clearEndsItAndWhatComesThenIsMissedUntilItGoesBack(TableState state) {
    InstrumentedMap<Long, Long> map = state.make();
    MapCursor<Long, Long> cursor = after(map, 10);
    map.clear();
    assertThat(cursor.next()).isFalse();
    assertThat(cursor.changes()).isEqualTo(new MapCursor.Changes(0, ENTRIES, 0, true));
    map.put(1L, 1L);
    map.put(2L, 2L);
    assertThat(cursor.next()).isFalse();
    assertThat(cursor.isAhead(1L)).isFalse();
    assertThat(cursor.changes()).isEqualTo(new MapCursor.Changes(2, ENTRIES, 0, true));
    assertThat(cursor.back(1)).isZero();
    assertThat(cursor.isAhead(1L)).isTrue();
    assertThat(cursor.changes().mayHaveMissed()).isFalse();
    assertThat(rest(cursor)).containsExactlyInAnyOrder(1L, 2L);
  }

  @Test
  void seedRedrawnByTheLastRemovalEndsItToo() {
    InstrumentedMap<Long, Long> map = TableState.QUIET.make();
    MapCursor<Long, Long> cursor = after(map, 10);
    LongStream.range(0, ENTRIES).forEach(map::remove);
    LongStream.range(0, ENTRIES).forEach(i -> map.put(i, i));
    assertThat(cursor.next()).isFalse();
    assertThat(cursor.changes().emptied()).isTrue();
    assertThat(cursor.changes().inserted()).isEqualTo(ENTRIES);
  }

  @Test
  void mapEmptiedBeforeTheFirstStepHidesNothing() {
    InstrumentedMap<Long, Long> map = TableState.QUIET.make();
    MapCursor<Long, Long> cursor = map.cursor();
    map.clear();
    LongStream.range(0, 50).forEach(i -> map.put(i, i));
    assertThat(rest(cursor)).hasSize(50);
    assertThat(cursor.changes().emptied()).isFalse();
  }

  @Test
  void makesNoGrowWork() {
    InstrumentedMap<Long, Long> map = TableState.DOUBLING_HALF_DONE.make();
    int moves = map.moves;
    assertThat(rest(map.cursor())).hasSize(ENTRIES);
    assertThat(map.moves).isEqualTo(moves);
  }

  @Test
  void keyThatChangesTheMapInAStepIsNoticed() {
    InstrumentedMap<Object, Integer> map = new InstrumentedMap<>();
    boolean[] armed = {false};
    map.put(
        new Object() {
          @Override
          public int hashCode() {
            if (armed[0]) {
              map.put("another", 2);
            }
            return 7;
          }
        },
        1);
    armed[0] = true;
    MapCursor<Object, Integer> cursor = map.cursor();
    assertThatExceptionOfType(ConcurrentModificationException.class).isThrownBy(cursor::next);
    armed[0] = false;
    assertThat(cursor.next()).isTrue();
    Invariants.check(map);
  }
}
