package io.mapscope.map;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashSet;
import java.util.Iterator;
import java.util.Set;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Thousands of keys with one hash code make a map slow, not wrong. */
class HashFloodingTest {

  /** Time goes with the square. */
  private static final int KEYS = 2_000;

  private static Probe key(int number) {
    return new Probe(number, 42);
  }

  @ParameterizedTest
  @EnumSource(Pacings.class)
  void keysOfOneHashCodeAreAddedFoundIteratedAndRemoved(Pacings pacing) {
    InstrumentedMap<Probe, Probe> map = pacing.builder(1).build();
    int growths = 0;
    for (int i = 0; i < KEYS; i++) {
      boolean growing = map.growth != null;
      assertThat(map.put(key(i), Arguments.valueOf(i))).isNull();
      growths += !growing && map.growth != null ? 1 : 0;
    }
    assertThat(growths).isPositive();
    Invariants.check(map);
    for (int i = 0; i < KEYS; i += 7) {
      assertThat(map.get(key(i))).isEqualTo(Arguments.valueOf(i));
      assertThat(map.containsKey(key(KEYS + i))).isFalse();
    }
    Set<Integer> seen = new HashSet<>();
    for (Iterator<Probe> i = map.keySet().iterator(); i.hasNext(); ) {
      int number = i.next().number;
      assertThat(seen.add(number)).isTrue();
      if (number % 2 == 0) {
        i.remove();
      }
    }
    assertThat(seen).hasSize(KEYS);
    Invariants.check(map);
    for (int i = KEYS - 1; i >= 0; i--) {
      assertThat(map.keySet().remove(key(i))).isEqualTo(i % 2 != 0);
    }
    assertThat(map).isEmpty();
    Invariants.check(map);
  }
}
