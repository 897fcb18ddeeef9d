package io.mapscope.map.guarded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;

import io.mapscope.map.InstrumentedMap;
import java.util.ConcurrentModificationException;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentMap;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What all guards promise, by one thread. */
class GuardedMapTest {

  private ConcurrentMap<Integer, String> map;

  @AfterEach
  void close() {
    Guard.close(map);
  }

  private void fill(Guard guard, int entries) {
    map = guard.empty();
    for (int i = 0; i < entries; i++) {
      map.put(i, "v" + i);
    }
  }

  @ParameterizedTest
  @EnumSource
  void nullsAreRefused(Guard guard) {
    fill(guard, 1);
    assertThatNullPointerException().isThrownBy(() -> map.get(null));
    assertThatNullPointerException().isThrownBy(() -> map.put(null, "v"));
    assertThatNullPointerException().isThrownBy(() -> map.put(2, null));
    assertThatNullPointerException().isThrownBy(() -> map.merge(2, null, String::concat));
    assertThatNullPointerException().isThrownBy(() -> map.remove(null));
    assertThat(map).hasSize(1);
  }

  @ParameterizedTest
  @EnumSource
  void iterationIsNotDisturbedByWritesAndMeetsEachEntryThatStays(Guard guard) {
    fill(guard, 1_000);
    List<Integer> met = new java.util.ArrayList<>();
    for (Integer key : map.keySet()) {
      met.add(key);
      map.remove(key + 500);
      map.put(10_000 + key, "new");
    }
    assertThat(met).doesNotHaveDuplicates();
    assertThat(met.stream().filter(key -> key < 500).count()).isEqualTo(500);
  }

  @ParameterizedTest
  @EnumSource
  void removeIfSparesAnEntryThatHasChangedSinceItWasTested(Guard guard) {
    fill(guard, 10);
    boolean removed =
        map.values()
            .removeIf(
                value -> {
                  if (value.equals("v3")) {
                    map.put(3, "changed");
                  }
                  return value.equals("v3") || value.equals("v4");
                });
    assertThat(removed).isTrue();
    assertThat(map).containsEntry(3, "changed").doesNotContainKey(4).hasSize(9);
  }

  @ParameterizedTest
  @EnumSource
  void entriesWriteThrough(Guard guard) {
    fill(guard, 10);
    map.entrySet().forEach(entry -> entry.setValue(entry.getValue() + "!"));
    assertThat(map.values()).hasSize(10).allMatch(value -> value.endsWith("!"));
    Iterator<Map.Entry<Integer, String>> i = map.entrySet().iterator();
    Integer first = i.next().getKey();
    i.remove();
    assertThatIllegalStateException().isThrownBy(i::remove);
    assertThat(map).doesNotContainKey(first).hasSize(9);
  }

  @ParameterizedTest
  @EnumSource
  void streamsCountWhatTheyMeet(Guard guard) {
    fill(guard, 1_000);
    assertThat(map.keySet().stream().peek(key -> map.remove(999 - key)).toList())
        .hasSizeLessThanOrEqualTo(1_000);
    assertThat(map.entrySet().parallelStream().collect(Collectors.toList())).hasSize(map.size());
  }

  @ParameterizedTest
  @EnumSource
  void functionMayLookUpInItsMap(Guard guard) {
    fill(guard, 3);
    assertThat(map.compute(1, (key, value) -> value + map.get(1))).isEqualTo("v1v1");
  }

  @ParameterizedTest
  @EnumSource
  void functionThatInsertsIntoItsMapIsTold(Guard guard) {
    fill(guard, 3);
    // The same key: of a striped map, the same stripe.
    assertThatExceptionOfType(ConcurrentModificationException.class)
        .isThrownBy(() -> map.computeIfAbsent(7, key -> map.put(key, "inner")));
    assertThat(map).containsEntry(7, "inner").hasSize(4);
    map.put(8, "later");
    assertThat(map).hasSize(5);
  }

  @ParameterizedTest
  @EnumSource
  void functionThatThrowsLeavesTheMapAsItWasAndFree(Guard guard) {
    fill(guard, 3);
    RuntimeException own = new IllegalStateException("own");
    assertThatIllegalStateException()
        .isThrownBy(
            () ->
                map.compute(
                    1,
                    (key, value) -> {
                      throw own;
                    }))
        .isSameAs(own);
    assertThat(map.put(1, "free")).isEqualTo("v1");
  }

  @ParameterizedTest
  @EnumSource
  void equalsThatThrowsIsTheCallers(Guard guard) {
    record Key(boolean broken) {
      @Override
      public boolean equals(Object other) {
        if (broken) {
          throw new IllegalStateException("own");
        }
        return other instanceof Key;
      }

      @Override
      public int hashCode() {
        return 1;
      }
    }
    ConcurrentMap<Key, String> keyed = guard.empty();
    map = guard.empty();
    keyed.put(new Key(false), "v");
    keyed.keySet().forEach(keyed::get);
    assertThatIllegalStateException().isThrownBy(() -> keyed.put(new Key(true), "w"));
    assertThat(keyed.get(new Key(false))).isEqualTo("v");
    Guard.close(keyed);
  }

  @Test
  void numberOfStripesIsAPowerOfTwo() {
    for (int stripes : new int[] {-4, 0, 3, 12, 8_192}) {
      assertThatIllegalArgumentException()
          .isThrownBy(() -> GuardedMaps.striped(InstrumentedMap.builder(), stripes))
          .withMessageContaining("power of two");
    }
    assertThat(GuardedMaps.striped(InstrumentedMap.builder(), 1)).isEmpty();
  }
}
