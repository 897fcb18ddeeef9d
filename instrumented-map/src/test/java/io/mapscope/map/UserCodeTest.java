package io.mapscope.map;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.fail;

import java.util.ConcurrentModificationException;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.function.IntSupplier;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Keys and functions that throw, or that come back to the map while it calls them. */
class UserCodeTest {

  /** A key whose hashCode does something else first. */
  private static class Key {
    final int number;
    IntSupplier hash;

    Key(int number) {
      this.number = number;
      this.hash = () -> number;
    }

    @Override
    public int hashCode() {
      return hash.getAsInt();
    }

    @Override
    public boolean equals(Object other) {
      return other instanceof Key key && key.number == number;
    }
  }

  private static final int ENTRIES =
      416; // 64 buckets, full: the next insert makes them 128, and asks for hashes

  private final InstrumentedMap<Key, Integer> map =
      InstrumentedMap.<Key, Integer>builder().seed(1).build();
  private final Key[] keys = new Key[ENTRIES];

  private void fill() {
    for (int i = 0; i < ENTRIES; i++) {
      keys[i] = new Key(i);
      map.put(keys[i], i);
    }
    assertThat(map.growth).isNull();
  }

  @Test
  void hashCodeThatThrowsInTheMiddleOfAGrowthMovesNothing() {
    fill();
    for (Key key : keys) {
      key.hash =
          () -> {
            throw new IllegalStateException("no hash");
          };
    }
    assertThatThrownBy(() -> map.put(new Key(1_000), 1)).hasMessage("no hash");
    assertThat(map.growth).isNotNull();
    assertThat(map.size()).isEqualTo(ENTRIES);
    for (Key key : keys) {
      key.hash = () -> key.number;
    }
    Invariants.check(map);
    map.put(new Key(1_000), 1);
    for (Key key : keys) {
      assertThat(map.get(key)).isEqualTo(key.number);
    }
    Invariants.check(map);
  }

  @Test
  void replaceDuringWhichEqualsEmptiesTheMapPutsTheEntryNowhereElse() {
    fill();
    Key equal =
        new Key(5) {
          @Override
          public boolean equals(Object other) {
            map.clear();
            return super.equals(other);
          }
        };
    assertThatExceptionOfType(ConcurrentModificationException.class)
        .isThrownBy(() -> map.replace(equal, 1));
    fillAgain();
    assertThatExceptionOfType(ConcurrentModificationException.class)
        .isThrownBy(() -> map.merge(equal, 1, Integer::sum));
    fillAgain();
    assertThatExceptionOfType(ConcurrentModificationException.class)
        .isThrownBy(() -> map.compute(equal, (key, value) -> 1));
    Invariants.check(map);
  }

  private void fillAgain() {
    Invariants.check(map);
    assertThat(map).isEmpty();
    for (Key key : keys) {
      map.put(key, key.number);
    }
  }

  @Test
  void hashCodeThatChangesTheMapInTheMiddleOfAGrowthIsNoticed() {
    fill();
    int[] calls = {0};
    for (Key key : keys) {
      key.hash =
          () -> {
            if (calls[0]++ == 0) {
              map.put(new Key(2_000), 2);
            }
            return key.number;
          };
    }
    assertThatExceptionOfType(ConcurrentModificationException.class)
        .isThrownBy(() -> map.put(new Key(1_000), 1));
    assertThat(map.containsKey(new Key(1_000))).isFalse();
    assertThat(map.get(new Key(2_000))).isEqualTo(2);
    assertThat(map.size()).isEqualTo(ENTRIES + 1);
    Invariants.check(map);
  }

  @Test
  void equalsThatChangesTheMapIsNoticed() {
    InstrumentedMap<Object, Integer> objects = new InstrumentedMap<>();
    Object first =
        new Object() {
          @Override
          public int hashCode() {
            return 7;
          }
        };
    objects.put(first, 1);
    Object second =
        new Object() {
          @Override
          public int hashCode() {
            return 7;
          }

          @Override
          public boolean equals(Object other) {
            objects.put("another", 2);
            return false;
          }
        };
    assertThatExceptionOfType(ConcurrentModificationException.class)
        .isThrownBy(() -> objects.put(second, 3));
    assertThat(objects).hasSize(2).containsEntry(first, 1).containsEntry("another", 2);
    Invariants.check(objects);
  }

  @Test
  void functionThatChangesTheMapIsNoticed() {
    fill();
    assertThatExceptionOfType(ConcurrentModificationException.class)
        .isThrownBy(() -> map.computeIfAbsent(new Key(500), key -> map.put(new Key(501), 1)));
    assertThatExceptionOfType(ConcurrentModificationException.class)
        .isThrownBy(() -> map.compute(keys[3], (key, value) -> map.remove(keys[4])));
    assertThatExceptionOfType(ConcurrentModificationException.class)
        .isThrownBy(() -> map.merge(keys[5], 1, (a, b) -> map.remove(keys[6])));
    assertThat(map.containsKey(new Key(500))).isFalse();
    assertThat(map.get(keys[3])).isEqualTo(3);
    Invariants.check(map);
  }

  @Test
  void valueChangedUnderAnIteratorIsSeen() {
    fill();
    Iterator<Integer> values = map.values().iterator();
    int first = values.next();
    for (Key key : keys) {
      map.put(key, -1);
    }
    assertThat(first).isBetween(0, ENTRIES);
    while (values.hasNext()) {
      assertThat(values.next()).isEqualTo(-1);
    }
  }

  @Test
  void iterationCallsNoHashCodeAlsoWhileTheMapGrows() {
    fill();
    for (boolean sameSize : new boolean[] {true, false}) {
      map.startGrowth(sameSize);
      for (Key key : keys) {
        key.hash = () -> fail("hashed");
      }
      map.forEach((key, value) -> assertThat(value).isEqualTo(key.number));
      map.replaceAll((key, value) -> key.number);
      map.entrySet().forEach(entry -> entry.setValue(entry.getKey().number));
      assertThat(map.values().parallelStream().distinct()).hasSize(ENTRIES);
      assertThat(map.keySet().toArray()).hasSize(ENTRIES);
      for (Key key : keys) {
        key.hash = () -> key.number;
      }
      while (map.growth != null) {
        map.remove(new Key(-1));
      }
    }
    Invariants.check(map);
  }

  @Test
  void structuralChangeUnderAnIteratorIsNoticed() {
    fill();
    Iterator<Key> i = map.keySet().iterator();
    i.next();
    map.put(new Key(1_000), 1);
    assertThatExceptionOfType(ConcurrentModificationException.class).isThrownBy(i::next);
    assertThatExceptionOfType(ConcurrentModificationException.class).isThrownBy(i::remove);
  }

  @Test
  void keyWhoseHashCodeHasChangedHarmsNoOther() {
    fill();
    for (Key key : keys) {
      key.hash = () -> key.number % 2 == 0 ? key.number : key.number + 12_345;
    }
    for (int i = ENTRIES; i < ENTRIES + 300; i++) {
      map.put(new Key(i), i);
    }
    Invariants.checkWithUnstableHashes(map);
    for (int i = 0; i < ENTRIES; i += 2) {
      assertThat(map.get(keys[i])).isEqualTo(i);
    }
  }

  @Test
  void valueOfAKeyWhoseHashCodeHasChangedIsSeenByAnIterationThatSetsValues() {
    fill();
    keys[7].hash = () -> 12_345;
    int seen = 0;
    for (Map.Entry<Key, Integer> entry : map.entrySet()) {
      Integer before = entry.getValue();
      assertThat(before).isEqualTo(entry.getKey().number);
      entry.setValue(before);
      seen++;
    }
    assertThat(seen).isEqualTo(ENTRIES);
  }

  @Test
  void failedWriteInTheMiddleOfAnEvacuationDoesNotMixUpThePlan() {
    // Two chains that have an overflow bucket each, about to be split.
    InstrumentedMap<Key, Integer> four =
        InstrumentedMap.<Key, Integer>builder().seed(1).expectedEntries(26).build();
    List<Key> outer = keysOfBucket(four, 0, 13);
    List<Key> inner = keysOfBucket(four, 2, 12);
    outer.forEach(key -> four.put(key, key.number));
    inner.forEach(key -> four.put(key, key.number));
    Growths.start(four, false);
    for (Key key : inner.subList(8, 12)) {
      key.hash =
          () -> {
            throw new IllegalStateException("no hash");
          };
    }
    Key absentOfInner = keysOfBucket(four, 2, 13).get(12);
    Key ninth = outer.get(8);
    ninth.hash =
        () -> {
          ninth.hash = () -> ninth.number;
          assertThatThrownBy(() -> four.remove(absentOfInner)).hasMessage("no hash");
          return ninth.number;
        };
    Key absentOfOuter = keysOfBucket(four, 0, 14).get(13);
    try {
      four.remove(absentOfOuter);
    } catch (ConcurrentModificationException | IllegalStateException refused) {
      // It noticed, or came to the keys that throw itself: as good as going on with the right plan.
    }
    inner.forEach(key -> key.hash = () -> key.number);
    Invariants.check(four);
    outer.forEach(key -> assertThat(four).containsEntry(key, key.number));
  }

  /** The first keys that lie in a bucket of a map of four. */
  private static List<Key> keysOfBucket(InstrumentedMap<Key, Integer> map, int bucket, int count) {
    return IntStream.iterate(0, i -> i + 1)
        .mapToObj(Key::new)
        .filter(key -> (map.hash(key) & 3) == bucket)
        .limit(count)
        .toList();
  }

  @Test
  void lookupFindsTheValueThoughEqualsHasTheChainEvacuated() {
    fill();
    for (Key key : keys) {
      Growths.start(map, true); // Which squeezes out the holes that the keys before have left.
      Key equal =
          new Key(key.number) {
            @Override
            public boolean equals(Object other) {
              while (map.growth != null) {
                map.remove(new Key(-1));
              }
              return super.equals(other);
            }
          };
      assertThat(map.get(equal)).isEqualTo(key.number);
      map.remove(key);
    }
  }
}
