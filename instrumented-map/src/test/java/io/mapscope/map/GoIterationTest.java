package io.mapscope.map;

import static io.mapscope.map.TableState.ENTRIES;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;

import java.util.ArrayList;
import java.util.Collection;
import java.util.ConcurrentModificationException;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * The rules of plain iterators when {@link IterationRules#GO} was chosen: one test for each, in the
 * order of {@code docs/iterating.md}, at rest and in the middle of growths.
 */
class GoIterationTest {

  private static final int HALF = ENTRIES / 2;
  private static final Set<Long> ALL =
      LongStream.range(0, ENTRIES).boxed().collect(Collectors.toUnmodifiableSet());

  /** A view of which each element tells the key: at first the values are equal to the keys. */
  @SuppressWarnings("ImmutableEnumChecker") // Lambdas without state.
  enum View {
    KEYS(Map::keySet, element -> (Long) element),
    VALUES(Map::values, element -> (Long) element),
    ENTRIES_OF_MAP(Map::entrySet, element -> (Long) ((Map.Entry<?, ?>) element).getKey());

    private final Function<Map<Long, Long>, Collection<?>> view;
    private final Function<Object, Long> key;

    View(Function<Map<Long, Long>, Collection<?>> view, Function<Object, Long> key) {
      this.view = view;
      this.key = key;
    }

    Iterator<Long> over(Map<Long, Long> map) {
      Iterator<?> i = view.apply(map).iterator();
      return new Iterator<>() {
        @Override
        public boolean hasNext() {
          return i.hasNext();
        }

        @Override
        public Long next() {
          return key.apply(i.next());
        }

        @Override
        public void remove() {
          i.remove();
        }
      };
    }
  }

  private static InstrumentedMap<Long, Long> make(TableState state) {
    return state.make(InstrumentedMap.<Long, Long>builder().seed(1).iteration(IterationRules.GO));
  }

  /** Steps so often and returns what was met. */
  private static List<Long> steps(Iterator<Long> i, int steps) {
    List<Long> met = new ArrayList<>();
    for (int step = 0; step < steps; step++) {
      met.add(i.next());
    }
    return met;
  }

  private static List<Long> rest(Iterator<Long> i) {
    List<Long> rest = new ArrayList<>();
    i.forEachRemaining(rest::add);
    return rest;
  }

  private static Set<Long> without(Collection<Long> met) {
    Set<Long> others = new HashSet<>(ALL);
    others.removeAll(met);
    return others;
  }

  @ParameterizedTest
  @EnumSource
  void everyIterationMeetsAllInAnOrderOfItsOwn(TableState state) {
    InstrumentedMap<Long, Long> map = make(state);
    Set<List<Long>> orders = new HashSet<>();
    for (View view : View.values()) {
      for (int iteration = 0; iteration < 4; iteration++) {
        List<Long> order = rest(view.over(map));
        assertThat(order).containsExactlyInAnyOrderElementsOf(ALL);
        orders.add(order);
      }
    }
    assertThat(orders).as("one start in many").hasSizeGreaterThan(6);
  }

  @Test
  void mapOfOneBucketHasManyOrdersToo() {
    InstrumentedMap<Long, Long> map =
        InstrumentedMap.<Long, Long>builder().seed(1).iteration(IterationRules.GO).build();
    LongStream.range(0, 8).forEach(i -> map.put(i, i));
    Set<List<Long>> orders = new HashSet<>();
    for (int iteration = 0; iteration < 200; iteration++) {
      orders.add(rest(View.KEYS.over(map)));
    }
    assertThat(orders).hasSizeGreaterThan(8);
  }

  @ParameterizedTest
  @EnumSource
  void deleteBeforeAtOrAfterThePositionHidesNothingElse(TableState state) {
    for (View view : View.values()) {
      for (int from : new int[] {0, HALF - 1, HALF}) {
        InstrumentedMap<Long, Long> map = make(state);
        Iterator<Long> i = view.over(map);
        List<Long> met = steps(i, HALF);
        Set<Long> ahead = without(met);
        // Before the position, where it stands, or any that lies ahead.
        Long deleted = from < HALF ? met.get(from) : ahead.iterator().next();
        map.remove(deleted);
        ahead.remove(deleted);
        assertThat(rest(i)).as("%s", view).containsExactlyInAnyOrderElementsOf(ahead);
        Invariants.check(map);
      }
    }
  }

  @ParameterizedTest
  @EnumSource
  void entriesDeletedBeforeTheyWereReachedAreNotMet(TableState state) {
    for (View view : View.values()) {
      InstrumentedMap<Long, Long> map = make(state);
      Iterator<Long> i = view.over(map);
      List<Long> met = new ArrayList<>();
      while (i.hasNext()) {
        Long key = i.next();
        met.add(key);
        map.remove(key ^ 1); // Its partner: half of them were met before.
      }
      assertThat(met).as("%s", view).hasSize(HALF).doesNotHaveDuplicates();
      assertThat(met).noneMatch(key -> met.contains(key ^ 1));
      assertThat(map.keySet()).containsExactlyInAnyOrderElementsOf(met);
      Invariants.check(map);
    }
  }

  @ParameterizedTest
  @EnumSource
  void entriesPutMeanwhileAreMetOnceOrNotAndAllOthersOnce(TableState state) {
    for (View view : View.values()) {
      InstrumentedMap<Long, Long> map = make(state);
      int growthsBefore = map.growthsBegun;
      Iterator<Long> i = view.over(map);
      List<Long> met = steps(i, HALF);
      LongStream.range(ENTRIES, 4 * ENTRIES).forEach(n -> map.put(n, n));
      met.addAll(rest(i));
      assertThat(map.growthsBegun).as("grown under it").isGreaterThan(growthsBefore);
      assertThat(met).as("%s", view).doesNotHaveDuplicates().containsAll(ALL);
      assertThat(met).hasSizeBetween(ENTRIES + 1, 4 * ENTRIES - 1);
    }
  }

  @ParameterizedTest
  @EnumSource
  void growthWhileItIteratesRepeatsNothing(TableState state) {
    for (View view : View.values()) {
      InstrumentedMap<Long, Long> map = make(state);
      List<Long> met = new ArrayList<>();
      long added = ENTRIES;
      for (Iterator<Long> i = view.over(map); i.hasNext(); ) {
        met.add(i.next());
        if (added < 5 * ENTRIES) {
          map.put(added, added);
          added++;
        }
      }
      assertThat(met).as("%s", view).doesNotHaveDuplicates().containsAll(ALL);
      Invariants.check(map);
    }
  }

  @ParameterizedTest
  @EnumSource
  void valuesAreThePresentOnes(TableState state) {
    InstrumentedMap<Long, Long> map = make(state);
    Iterator<Long> values = map.values().iterator();
    Iterator<Map.Entry<Long, Long>> entries = map.entrySet().iterator();
    assertThat(values.hasNext()).isTrue();
    Map.Entry<Long, Long> held = entries.next();
    map.replaceAll((key, value) -> -1L);
    LongStream.range(0, ENTRIES).forEach(key -> map.put(key, -2L));
    assertThat(rest(values)).hasSize(ENTRIES).containsOnly(-2L);
    assertThat(held.getValue()).isEqualTo(-2L);
    entries.forEachRemaining(entry -> assertThat(entry.getValue()).isEqualTo(-2L));
  }

  @ParameterizedTest
  @EnumSource
  void clearEndsIt(TableState state) {
    for (View view : View.values()) {
      InstrumentedMap<Long, Long> map = make(state);
      Iterator<Long> i = view.over(map);
      steps(i, HALF);
      map.clear();
      LongStream.range(0, ENTRIES).forEach(n -> map.put(n, n));
      assertThat(i.hasNext()).as("%s", view).isFalse();
      assertThatExceptionOfType(NoSuchElementException.class).isThrownBy(i::next);
    }
  }

  @ParameterizedTest
  @EnumSource
  void removalOfTheLastEntryEndsItToo(TableState state) {
    InstrumentedMap<Long, Long> map = make(state);
    Iterator<Long> i = map.keySet().iterator();
    steps(i, HALF);
    ALL.forEach(map::remove);
    map.put(-1L, -1L);
    assertThat(i.hasNext()).isFalse();
  }

  @ParameterizedTest
  @EnumSource
  void removeRemovesWhatNextReturnedAndTheRestComesOnce(TableState state) {
    for (View view : View.values()) {
      InstrumentedMap<Long, Long> map = make(state);
      List<Long> met = new ArrayList<>();
      for (Iterator<Long> i = view.over(map); i.hasNext(); ) {
        Long key = i.next();
        met.add(key);
        boolean more = i.hasNext(); // Reaches the next; what is removed is still the one before.
        assertThat(more).isEqualTo(met.size() < ENTRIES);
        i.remove();
        assertThat(map).doesNotContainKey(key);
      }
      assertThat(met).as("%s", view).containsExactlyInAnyOrderElementsOf(ALL);
      assertThat(map).isEmpty();
      Invariants.check(map);
    }
  }

  @Test
  void removeNeedsAStepBeforeIt() {
    InstrumentedMap<Long, Long> map = make(TableState.DOUBLING_HALF_DONE);
    Iterator<Long> i = map.keySet().iterator();
    assertThatIllegalStateException().isThrownBy(i::remove);
    i.next();
    i.remove();
    assertThatIllegalStateException().isThrownBy(i::remove);
    assertThat(map).hasSize(ENTRIES - 1);
  }

  @Test
  void removeOfWhatIsGoneDoesNothing() {
    InstrumentedMap<Long, Long> map = make(TableState.DOUBLING_HALF_DONE);
    Iterator<Long> i = map.keySet().iterator();
    map.remove(i.next());
    i.remove();
    assertThat(map).hasSize(ENTRIES - 1);
  }

  @Test
  void whatHasNextToldOfComesThoughItWasRemovedSince() {
    InstrumentedMap<Long, Long> map = make(TableState.DOUBLING_HALF_DONE);
    Iterator<Long> i = map.keySet().iterator();
    steps(i, ENTRIES - 1);
    assertThat(i.hasNext()).isTrue();
    map.clear();
    assertThat(i.next()).isNotNull();
    assertThat(i.hasNext()).isFalse();
  }

  @Test
  void nextBeyondTheEndThrowsAndHasNextChangesNothing() {
    InstrumentedMap<Long, Long> map = make(TableState.DOUBLING_HALF_DONE);
    Iterator<Long> i = map.keySet().iterator();
    for (int step = 0; step < ENTRIES; step++) {
      assertThat(i.hasNext()).isTrue();
      assertThat(i.hasNext()).isTrue();
      i.next();
    }
    assertThat(i.hasNext()).isFalse();
    assertThatExceptionOfType(NoSuchElementException.class).isThrownBy(i::next);
  }

  @ParameterizedTest
  @EnumSource
  @SuppressWarnings("ModifyCollectionInEnhancedForLoop") // What the rules allow.
  void loopsAndForEachMayDeleteFromTheirMap(TableState state) {
    InstrumentedMap<Long, Long> map = make(state);
    for (Long key : map.keySet()) {
      map.remove(key ^ 1);
    }
    assertThat(map).hasSize(HALF);
    map.forEach((key, value) -> map.put(key + 2 * ENTRIES, value));
    assertThat(map).hasSizeGreaterThanOrEqualTo(ENTRIES);
    map.keySet().forEach(map::remove);
    assertThat(map).isEmpty();
    Invariants.check(map);
  }

  @ParameterizedTest
  @EnumSource
  void bulkDeletesOfViewsDeleteWhatTheyShould(TableState state) {
    InstrumentedMap<Long, Long> map = make(state);
    assertThat(map.keySet().removeIf(key -> key % 2 == 0)).isTrue();
    assertThat(map.values().retainAll(LongStream.range(0, HALF).boxed().toList())).isTrue();
    assertThat(map.entrySet().removeAll(Set.of(Map.entry(1L, 1L), Map.entry(3L, 0L)))).isTrue();
    assertThat(map).hasSize(HALF / 2 - 1).containsKey(3L).doesNotContainKey(1L);
    Invariants.check(map);
  }

  @ParameterizedTest
  @EnumSource
  void entriesWriteThrough(TableState state) {
    InstrumentedMap<Long, Long> map = make(state);
    for (Map.Entry<Long, Long> entry : map.entrySet()) {
      assertThat(entry.setValue(-entry.getKey())).isEqualTo(entry.getKey());
      assertThat(entry).isEqualTo(Map.entry(entry.getKey(), -entry.getKey()));
    }
    assertThat(map).hasSize(ENTRIES).allSatisfy((key, value) -> assertThat(value).isEqualTo(-key));
    Map.Entry<Long, Long> held = map.entrySet().iterator().next();
    map.remove(held.getKey());
    assertThat(held.getValue()).as("its last value").isEqualTo(-held.getKey());
    held.setValue(7L);
    assertThat(map).doesNotContainKey(held.getKey());
  }

  @ParameterizedTest
  @EnumSource
  void streamsAndReplaceAllFailFastAllTheSame(TableState state) {
    InstrumentedMap<Long, Long> map = make(state);
    assertThatExceptionOfType(ConcurrentModificationException.class)
        .isThrownBy(() -> map.keySet().stream().forEach(map::remove));
    assertThatExceptionOfType(ConcurrentModificationException.class)
        .isThrownBy(() -> map.replaceAll((key, value) -> map.remove(key)));
    assertThat(map.keySet().parallelStream().count()).isEqualTo(map.size());
  }

  @Test
  void optionIsToldAndNotNull() {
    InstrumentedMap.Builder<Long, Long> builder = InstrumentedMap.builder();
    assertThatNullPointerException().isThrownBy(() -> builder.iteration(null));
    assertThat(Options.DEFAULT.withIteration(IterationRules.GO).differences())
        .isEqualTo("iteration=GO");
    assertThat(Options.DEFAULT.withIteration(IterationRules.JAVA_UTIL)).isEqualTo(Options.DEFAULT);
    assertThat(Options.DEFAULT.withIteration(IterationRules.GO).withMaxEntries(Integer.MAX_VALUE))
        .isEqualTo(Options.DEFAULT.withIteration(IterationRules.GO));
  }
}
