package io.mapscope.map;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.HashMap;
import java.util.Iterator;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Random operations on a map and on {@code HashMap}, the same answers and a whole table after each.
 * {@code -Dmapscope.seed=N} repeats one seed, {@code -Dmapscope.operations=N} makes it longer.
 */
class RandomOperationsTest {

  private static final int OPERATIONS = Integer.getInteger("mapscope.operations", 4_000);
  private static final Long SEED = Long.getLong("mapscope.seed");

  /** A key whose hash code is chosen, and whose hashCode and equals throw when told to. */
  private static final class Key {
    static boolean throwing;
    final int number;
    final int hash;

    Key(int number, int hash) {
      this.number = number;
      this.hash = hash;
    }

    @Override
    public int hashCode() {
      if (throwing) {
        throw new IllegalStateException("hashCode");
      }
      return hash;
    }

    @Override
    public boolean equals(Object other) {
      if (throwing) {
        throw new IllegalStateException("equals");
      }
      return other instanceof Key key && key.number == number;
    }

    @Override
    public String toString() {
      return "key " + number;
    }
  }

  @SuppressWarnings("ImmutableEnumChecker") // Lambdas without state.
  enum Keys {
    SPREAD(i -> i * 0x9E3779B9),
    CONSECUTIVE(i -> i),
    NEGATIVE(i -> -i),
    HIGH_BITS_ONLY(i -> i << 20),
    FEW_HASHES(i -> i & 3),
    ONE_HASH(i -> 42);

    final IntFunction<Integer> hash;

    Keys(IntFunction<Integer> hash) {
      this.hash = hash;
    }
  }

  static Stream<Arguments> cases() {
    return Stream.of(Keys.values())
        .flatMap(
            keys ->
                SEED != null
                    ? Stream.of(Arguments.of(keys, SEED))
                    : IntStream.range(0, 3)
                        .mapToObj(i -> Arguments.of(keys, new Random().nextLong())));
  }

  @ParameterizedTest(name = "{0}, seed {1}")
  @MethodSource("cases")
  void answersAreThoseOfHashMap(Keys kind, long seed) {
    Random random = new Random(seed);
    InstrumentedMap<Key, Integer> map =
        InstrumentedMap.<Key, Integer>builder().seed(random.nextLong()).build();
    Map<Key, Integer> reference = new HashMap<>();
    int range = kind == Keys.ONE_HASH ? 60 : 600;
    for (int i = 0; i < OPERATIONS; i++) {
      int number = random.nextInt(range);
      Key key = number == 0 ? null : new Key(number, kind.hash.apply(number));
      // Long phases of filling and of draining, so that growths of both kinds happen.
      boolean filling = i / 500 % 2 == 0;
      step(map, reference, key, i, random.nextInt(filling ? 24 : 32), random);
      Invariants.check(map);
    }
    assertThat(map).isEqualTo(reference);
    assertThat(reference).isEqualTo(map);
    assertThat(map.hashCode()).isEqualTo(reference.hashCode());
  }

  private static void step(
      InstrumentedMap<Key, Integer> map,
      Map<Key, Integer> reference,
      Key key,
      int i,
      int choice,
      Random random) {
    Integer value = random.nextInt(5) == 0 ? null : i;
    switch (choice) {
      case 0 -> same(map.get(key), reference.get(key));
      case 1 -> same(map.containsKey(key), reference.containsKey(key));
      case 2 -> same(map.putIfAbsent(key, value), reference.putIfAbsent(key, value));
      case 3 -> same(map.replace(key, value), reference.replace(key, value));
      case 4 -> same(map.compute(key, constant(value)), reference.compute(key, constant(value)));
      case 5 -> same(map.merge(key, i, Integer::sum), reference.merge(key, i, Integer::sum));
      case 6 ->
          same(map.computeIfAbsent(key, k -> value), reference.computeIfAbsent(key, k -> value));
      case 7 ->
          same(
              map.computeIfPresent(key, constant(value)),
              reference.computeIfPresent(key, constant(value)));
      case 8 -> same(map.remove(key, value), reference.remove(key, value));
      case 9 -> sameEntries(map, reference);
      case 10 -> {
        if (random.nextInt(200) == 0) {
          map.clear();
          reference.clear();
        }
      }
      case 11 -> removeByIterator(map, reference, random);
      case 12 -> {
        map.replaceAll((k, v) -> v == null ? 1 : v + 1);
        reference.replaceAll((k, v) -> v == null ? 1 : v + 1);
      }
      case 13 -> throwing(map, key, i);
      default -> {
        if (choice < 24) {
          same(map.put(key, value), reference.put(key, value));
        } else {
          same(map.remove(key), reference.remove(key));
        }
      }
    }
  }

  private static java.util.function.BiFunction<Key, Integer, Integer> constant(Integer value) {
    return (key, before) -> value;
  }

  private static void same(Object actual, Object expected) {
    if (!Objects.equals(actual, expected)) {
      assertThat(actual).isEqualTo(expected);
    }
  }

  private static void sameEntries(Map<Key, Integer> map, Map<Key, Integer> reference) {
    Map<Key, Integer> seen = new HashMap<>();
    for (Map.Entry<Key, Integer> entry : map.entrySet()) {
      assertThat(seen.containsKey(entry.getKey())).as("seen twice: " + entry.getKey()).isFalse();
      seen.put(entry.getKey(), entry.getValue());
    }
    same(seen, reference);
    Iterator<Key> keys = map.keySet().iterator();
    Iterator<Integer> values = map.values().iterator();
    for (Map.Entry<Key, Integer> entry : map.entrySet()) {
      same(keys.next(), entry.getKey());
      same(values.next(), entry.getValue());
    }
    assertThat(keys.hasNext()).isFalse();
  }

  private static void removeByIterator(
      InstrumentedMap<Key, Integer> map, Map<Key, Integer> reference, Random random) {
    int most = random.nextInt(20);
    for (Iterator<Map.Entry<Key, Integer>> i = map.entrySet().iterator(); i.hasNext(); ) {
      Map.Entry<Key, Integer> entry = i.next();
      if (random.nextInt(3) == 0 && most-- > 0) {
        i.remove();
        reference.remove(entry.getKey());
        Invariants.check(map);
      } else if (random.nextInt(5) == 0) {
        same(entry.setValue(-1), reference.put(entry.getKey(), -1));
      }
    }
  }

  private static void throwing(InstrumentedMap<Key, Integer> map, Key key, int i) {
    if (key == null) {
      return;
    }
    int size = map.size();
    Key.throwing = true;
    try {
      assertThatThrownBy(() -> map.put(key, i)).isInstanceOf(IllegalStateException.class);
      assertThatThrownBy(() -> map.remove(key)).isInstanceOf(IllegalStateException.class);
    } finally {
      Key.throwing = false;
    }
    assertThat(map.size()).isEqualTo(size);
  }
}
