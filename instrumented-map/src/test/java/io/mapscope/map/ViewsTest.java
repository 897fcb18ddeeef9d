package io.mapscope.map;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;

import java.util.ArrayList;
import java.util.Collections;
import java.util.ConcurrentModificationException;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Bulk operations and iterators, in quiet and in the middle of growths. */
class ViewsTest {

  private static final int ENTRIES = TableState.ENTRIES;

  private static Map<Long, Long> expected() {
    Map<Long, Long> map = new HashMap<>();
    LongStream.range(0, ENTRIES).forEach(i -> map.put(i, i));
    return map;
  }

  @ParameterizedTest
  @EnumSource
  void readingMeetsEachEntryOnceInOneOrder(TableState state) {
    InstrumentedMap<Long, Long> map = state.make();
    List<Long> order = new ArrayList<>();
    for (Long key : map.keySet()) {
      order.add(key);
    }
    assertThat(order).hasSize(ENTRIES).doesNotHaveDuplicates();
    List<Long> seen = new ArrayList<>();
    map.forEach((key, value) -> seen.add(key));
    map.keySet().forEach(seen::add);
    map.values().forEach(seen::add);
    map.entrySet().forEach(entry -> seen.add(entry.getKey()));
    map.keySet().iterator().forEachRemaining(seen::add);
    map.values().iterator().forEachRemaining(seen::add);
    Collections.addAll(seen, map.keySet().toArray(new Long[0]));
    Collections.addAll(seen, map.values().toArray(Long[]::new));
    Collections.addAll(seen, map.values().toArray(new Long[ENTRIES]));
    for (Object entry : map.entrySet().toArray()) {
      seen.add((Long) ((Map.Entry<?, ?>) entry).getValue());
    }
    map.keySet().stream().forEach(seen::add);
    assertThat(map.values().parallelStream().toList()).isEqualTo(order);
    assertThat(seen).hasSize(11 * ENTRIES);
    for (int from = 0; from < seen.size(); from += ENTRIES) {
      assertThat(seen.subList(from, from + ENTRIES)).isEqualTo(order);
    }
    assertThat(map).hasSameHashCodeAs(expected()).isEqualTo(expected());
    assertThat(map.entrySet()).hasSameHashCodeAs(expected().entrySet());
    assertThat(map.keySet()).isEqualTo(expected().keySet()).hasSameHashCodeAs(expected().keySet());
  }

  @ParameterizedTest
  @EnumSource
  void readingDoesNoGrowWork(TableState state) {
    InstrumentedMap<Long, Long> map = state.make();
    int moves = map.moves;
    assertThat(map.containsValue(ENTRIES - 1L)).isTrue();
    assertThat(map.containsValue(-1L)).isFalse();
    assertThat(map.containsValue(null)).isFalse();
    assertThat(map.values().contains(0L)).isTrue();
    assertThat(map.keySet().toArray()).hasSize(ENTRIES);
    assertThat(map.moves).isEqualTo(moves);
  }

  @Test
  void arrayLargerThanTheViewIsEndedByNull() {
    InstrumentedMap<Long, Long> map = TableState.QUIET.make();
    Long[] array = new Long[ENTRIES + 2];
    array[ENTRIES] = 7L;
    assertThat(map.keySet().toArray(array)).isSameAs(array);
    assertThat(array[ENTRIES - 1]).isNotNull();
    assertThat(array[ENTRIES]).isNull();
  }

  @ParameterizedTest
  @EnumSource
  void replaceAllStoresInPlaceWithoutHashesAndGrowWork(TableState state) {
    InstrumentedMap<Long, Long> map = state.make();
    int moves = map.moves;
    long puts = map.recorder.puts;
    map.replaceAll((key, value) -> value + 1);
    assertThat(map.moves).isEqualTo(moves);
    assertThat(map.recorder.puts).isEqualTo(puts);
    Invariants.check(map);
    Map<Long, Long> expected = expected();
    expected.replaceAll((key, value) -> value + 1);
    assertThat(map).isEqualTo(expected);
  }

  @ParameterizedTest
  @EnumSource
  void valueSetByTheEntryAtHandIsStoredInPlace(TableState state) {
    InstrumentedMap<Long, Long> map = state.make();
    int moves = map.moves;
    for (Map.Entry<Long, Long> entry : map.entrySet()) {
      assertThat(entry.setValue(-entry.getKey())).isEqualTo(entry.getKey());
      assertThat(entry.getValue()).isEqualTo(-entry.getKey());
    }
    assertThat(map.moves).isEqualTo(moves);
    for (long i = 0; i < ENTRIES; i++) {
      assertThat(map.get(i)).isEqualTo(-i);
    }
  }

  @ParameterizedTest
  @EnumSource
  void entryKeptTellsThePresentValueAndWritesThrough(TableState state) {
    InstrumentedMap<Long, Long> map = state.make();
    List<Map.Entry<Long, Long>> entries = new ArrayList<>(map.entrySet());
    entries.get(0).setValue(-1L);
    map.put(entries.get(1).getKey(), -2L);
    Long removed = entries.get(2).getKey();
    map.remove(removed);
    entries.get(2).setValue(-3L);
    assertThat(map.get(entries.get(0).getKey())).isEqualTo(-1L);
    assertThat(entries.subList(0, 3))
        .extracting(Map.Entry::getValue)
        .containsExactly(-1L, -2L, -3L);
    assertThat(map).doesNotContainKey(removed);
    Invariants.check(map);
  }

  @Test
  void entryRemovedByItsIteratorKeepsItsValue() {
    Iterator<Map.Entry<Long, Long>> i = TableState.QUIET.make().entrySet().iterator();
    Map.Entry<Long, Long> entry = i.next();
    Long value = entry.getValue();
    i.remove();
    assertThat(entry.getValue()).isEqualTo(value);
  }

  @ParameterizedTest
  @EnumSource
  void everyWayToRemoveIsCounted(TableState state) {
    InstrumentedMap<Long, Long> map = state.make();
    long before = map.recorder.removes;
    assertThat(map.keySet().removeIf(key -> key % 2 == 0)).isTrue();
    assertThat(map.values().removeIf(value -> value % 2 == 0)).isFalse();
    assertThat(map.entrySet().removeIf(entry -> entry.getValue() % 3 == 0)).isTrue();
    assertThat(map.values().remove(1L)).isTrue();
    assertThat(map.values().removeAll(Set.of(5L, -1L))).isTrue();
    assertThat(map.values().retainAll(LongStream.range(10, ENTRIES).boxed().toList())).isTrue();
    assertThat(map.recorder.removes - before).isEqualTo(ENTRIES - map.size());
    Invariants.check(map);
    Map<Long, Long> expected = expected();
    expected.keySet().removeIf(key -> key % 2 == 0 || key % 3 == 0 || key < 10);
    assertThat(map).isEqualTo(expected);
  }

  @ParameterizedTest
  @EnumSource
  void iteratorRemovesUnderGrowthWithoutLosingItsWay(TableState state) {
    InstrumentedMap<Long, Long> map = state.make();
    List<Long> seen = new ArrayList<>();
    for (Iterator<Long> i = map.keySet().iterator(); i.hasNext(); ) {
      Long key = i.next();
      seen.add(key);
      if (key % 3 != 0) {
        i.remove();
      }
    }
    assertThat(seen).hasSize(ENTRIES).doesNotHaveDuplicates();
    assertThat(map.keySet()).allMatch(key -> key % 3 == 0);
    Invariants.check(map);
  }

  @ParameterizedTest
  @EnumSource
  void writesOfOtherValuesUnderAnIteratorHideNothing(TableState state) {
    InstrumentedMap<Long, Long> map = state.make();
    List<Long> seen = new ArrayList<>();
    for (Iterator<Long> i = map.keySet().iterator(); i.hasNext(); ) {
      Long key = i.next();
      seen.add(key);
      map.put(key, -key); // Evacuates the chain of the iterator, when there is one to evacuate.
      if (i.hasNext()) {
        map.put((key + 500) % ENTRIES, -((key + 500) % ENTRIES));
      }
    }
    assertThat(seen).hasSize(ENTRIES).doesNotHaveDuplicates();
    assertThat(map.growth).isNull();
    assertThat(map.values().stream().mapToLong(v -> v).sum()).isEqualTo(-499_500);
  }

  @ParameterizedTest
  @EnumSource
  void functionOfReplaceAllMayWriteOtherValues(TableState state) {
    InstrumentedMap<Long, Long> map = state.make();
    List<Long> seen = new ArrayList<>();
    map.replaceAll(
        (key, value) -> {
          seen.add(key);
          map.put(key, 7L);
          return -key;
        });
    assertThat(seen).hasSize(ENTRIES).doesNotHaveDuplicates();
    for (long i = 0; i < ENTRIES; i++) {
      assertThat(map.get(i)).isEqualTo(-i);
    }
    Invariants.check(map);
  }

  @Test
  void removeAllOfAnyCollection() {
    for (TableState state : TableState.values()) {
      InstrumentedMap<Long, Long> map = state.make();
      assertThat(map.keySet().removeAll(List.of(1L, 2L, -1L))).isTrue();
      assertThat(map.keySet().removeAll(new HashSet<>(List.of(3L)))).isTrue();
      assertThat(map.keySet().removeAll(List.of())).isFalse();
      assertThat(map.entrySet().removeAll(List.of(Map.entry(4L, 4L), Map.entry(5L, 6L)))).isTrue();
      assertThat(map).hasSize(ENTRIES - 4).containsKey(5L);
      assertThat(map.keySet().removeAll(map.values())).isTrue();
      assertThat(map).isEmpty();
      Invariants.check(map);
    }
    assertThatNullPointerException()
        .isThrownBy(() -> TableState.QUIET.make().keySet().removeAll(null));
  }

  @Test
  void removeAllOfASetThatIsLargerAsksTheSet() {
    InstrumentedMap<Long, Long> map = TableState.QUIET.make();
    Set<Long> large = new HashSet<>(LongStream.range(10, 100_000).boxed().toList());
    long before = map.recorder.removes;
    assertThat(map.keySet().removeAll(large)).isTrue();
    assertThat(map).hasSize(10);
    assertThat(map.recorder.removes - before).isEqualTo(ENTRIES - 10);
  }

  @ParameterizedTest
  @EnumSource
  void structuralChangeIsNoticedAlsoInTheLastCall(TableState state) {
    InstrumentedMap<Long, Long> map = state.make();
    int[] calls = {0};
    noticed(() -> map.forEach((key, value) -> changeAtLast(map, calls)));
    noticed(() -> map.keySet().forEach(key -> changeAtLast(map, calls)));
    noticed(() -> map.values().forEach(value -> changeAtLast(map, calls)));
    noticed(() -> map.entrySet().forEach(entry -> changeAtLast(map, calls)));
    noticed(() -> map.replaceAll((key, value) -> changeAtLast(map, calls)));
    noticed(() -> map.values().stream().forEach(value -> changeAtLast(map, calls)));
    Invariants.check(map);
  }

  private static Long changeAtLast(InstrumentedMap<Long, Long> map, int[] calls) {
    if (++calls[0] == map.size()) {
      calls[0] = 0;
      map.put((long) map.size(), 0L);
    }
    return 0L;
  }

  private static void noticed(Runnable action) {
    assertThatExceptionOfType(ConcurrentModificationException.class).isThrownBy(action::run);
  }

  @Test
  void putAllIntoAMapThatNeverHadAnEntryMakesRoomAtOnce() {
    InstrumentedMap<Long, Long> map = new InstrumentedMap<>();
    map.putAll(expected());
    assertThat(map.moves).isZero();
    assertThat(map.mask + 1).isEqualTo(256); // 1664 entries
    Invariants.check(map);
    InstrumentedMap<Long, Long> copy = new InstrumentedMap<>();
    copy.putAll(map);
    assertThat(copy.mask).isEqualTo(map.mask);
    assertThat(copy).isEqualTo(map);
    InstrumentedMap<Long, Long> used = new InstrumentedMap<>();
    used.put(1L, 1L);
    used.remove(1L);
    used.putAll(map);
    assertThat(used.moves).isPositive();
    assertThat(used).isEqualTo(map);
  }

  @ParameterizedTest
  @EnumSource
  void mapMayBePutIntoItself(TableState state) {
    InstrumentedMap<Long, Long> map = state.make();
    map.putAll(map);
    assertThat(map).isEqualTo(expected());
    Invariants.check(map);
  }
}
