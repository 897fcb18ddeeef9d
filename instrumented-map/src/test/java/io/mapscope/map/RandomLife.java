package io.mapscope.map;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Random;

/**
 * Random writes to one map, by every method that writes, and what the map was like after some of
 * them.
 */
final class RandomLife {

  /** What a map says of itself after the event of a number. */
  record Moment(
      long sequence,
      long entries,
      long holes,
      long overflowBuckets,
      long buckets,
      boolean growing,
      long oldBuckets,
      long mark,
      float load) {

    static Moment of(InstrumentedMap<?, ?> map) {
      Growth growth = map.growth;
      return new Moment(
          map.recorder.lastSequence(),
          map.size(),
          map.holes,
          map.overflowBuckets,
          map.mask + 1L,
          growth != null,
          growth == null ? 0 : growth.oldBuckets(),
          growth == null ? 0 : growth.mark,
          (float) map.size() / map.loadLimit());
    }
  }

  /** A key of few hash codes, or of many; it throws when told to. */
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
      if (throwing && number % 7 == 0) {
        throw new IllegalStateException("hashCode");
      }
      return hash;
    }

    @Override
    public boolean equals(Object other) {
      return other instanceof Key key && key.number == number;
    }
  }

  final InstrumentedMap<Object, Integer> map;
  final List<Moment> moments = new ArrayList<>();
  private final Random random;
  private final int keys;
  private final int hashes;
  private int steps;
  private int slides;

  /** A life with so many keys of so many hash codes. */
  RandomLife(InstrumentedMap<Object, Integer> map, long seed, int keys, int hashes) {
    this.map = map;
    this.random = new Random(seed);
    this.keys = keys;
    this.hashes = hashes;
  }

  /** One operation, and a look at the map when it grows, else now and then. */
  void step() {
    steps++;
    // Long phases of filling and of draining, so that holes, reuse and growths of both kinds
    // happen.
    boolean filling = steps / 2_000 % 2 == 0;
    int choice = random.nextInt(filling ? 30 : 42);
    if (hashes < keys && random.nextBoolean()) {
      slide();
    } else if (map.growth != null && random.nextInt(20) == 0) {
      map.clear();
    } else {
      write(choice, key());
    }
    if (map.growth != null || random.nextInt(10) == 0) {
      moments.add(Moment.of(map));
    }
  }

  private Object key() {
    int number = random.nextInt(keys);
    return number == 0 ? null : new Key(number, number % hashes * 0x9E3779B9);
  }

  private void write(int choice, Object key) {
    switch (choice) {
      case 0 -> map.putIfAbsent(key, 1);
      case 1 -> map.compute(key, (k, v) -> random.nextBoolean() ? null : steps);
      case 2 -> map.merge(key, 1, (a, b) -> random.nextBoolean() ? null : a + b);
      case 3 -> map.computeIfAbsent(key, k -> steps);
      case 4 -> map.computeIfPresent(key, (k, v) -> random.nextBoolean() ? null : v);
      case 5 -> map.replace(key, steps);
      case 6 -> map.remove(key, 1);
      case 7 -> map.keySet().remove(key);
      case 8 -> rarely(() -> map.clear());
      case 9 -> rarely(() -> removeByIterator());
      case 10 -> rarely(() -> map.putAll(someEntries()));
      case 11 -> rarely(() -> map.values().removeIf(v -> random.nextInt(4) == 0));
      case 12 -> rarely(() -> map.replaceAll((k, v) -> 2));
      case 13 -> failing(key);
      case 14 -> map.prepare(random.nextInt(200), 1 + random.nextInt(4));
      default -> {
        if (choice < 30) {
          map.put(key, steps);
        } else {
          map.remove(key);
        }
      }
    }
  }

  /**
   * A key comes, an older one goes, fifty in a row sharing a hash code: their chains stay long,
   * with few entries in them, until a growth of the same size repacks them.
   */
  private void slide() {
    slides++;
    map.put(slidingKey(slides), steps);
    map.remove(slidingKey(slides - 50));
  }

  private Key slidingKey(int slide) {
    return new Key(keys + slide, slide / 50 * 0x9E3779B9);
  }

  private void rarely(Runnable action) {
    if (random.nextInt(100) == 0) {
      action.run();
    }
  }

  private void removeByIterator() {
    for (Iterator<Map.Entry<Object, Integer>> i = map.entrySet().iterator(); i.hasNext(); ) {
      Map.Entry<Object, Integer> entry = i.next();
      if (random.nextInt(3) == 0) {
        i.remove();
      } else {
        entry.setValue(3);
      }
    }
  }

  private Map<Object, Integer> someEntries() {
    Map<Object, Integer> some = new HashMap<>();
    for (int i = 0; i < 100; i++) {
      some.put(key(), i);
    }
    return some;
  }

  /** A write whose grow work may meet a key that throws, before or after the first chain. */
  private void failing(Object key) {
    Key.throwing = true;
    try {
      map.put(key, steps);
    } catch (IllegalStateException expected) {
      moments.add(Moment.of(map));
    } finally {
      Key.throwing = false;
    }
  }
}
