package io.mapscope.map;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ConcurrentModificationException;
import java.util.Iterator;
import java.util.function.IntSupplier;
import org.junit.jupiter.api.Test;

/** Keys and functions that throw, or that come back to the map while it calls them. */
class UserCodeTest {

  /** A key whose hashCode does something else first. */
  private static final class Key {
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

  private static final int ENTRIES = 104; // 16 buckets, full: the next insert makes them 32

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
    for (int i = ENTRIES; i < 300; i++) {
      map.put(new Key(i), i);
    }
    Invariants.checkWithUnstableHashes(map);
    for (int i = 0; i < ENTRIES; i += 2) {
      assertThat(map.get(keys[i])).isEqualTo(i);
    }
  }
}
