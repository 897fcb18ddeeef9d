package io.mapscope.map;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.Map;
import java.util.Random;

/**
 * A map under random writes and growths and a {@code HashMap} of what it should hold, for tests
 * that go over it meanwhile. {@code -Dmapscope.seed=N} repeats the writes, {@code
 * -Dmapscope.operations=N} makes more.
 */
final class MapModel {

  private static final int STEPS = Integer.getInteger("mapscope.operations", 10_000) / 6;
  private static final long SEED = Long.getLong("mapscope.seed", System.nanoTime());

  /** One step in so many the whole table is checked after. */
  private static final int WALKED = 16;

  /** Many of one hash code, or each of its own. */
  record ModelKey(int number, int hash) {
    @Override
    public int hashCode() {
      return hash;
    }

    @Override
    public boolean equals(Object other) {
      return other instanceof ModelKey key && key.number == number;
    }
  }

  final InstrumentedMap<ModelKey, Integer> map;
  final Map<ModelKey, Integer> content = new HashMap<>();
  final Random random = new Random(SEED);
  final int keys;

  private final int hashes;

  /** A model of a map that the builder makes, of so many keys with so many hash codes. */
  MapModel(InstrumentedMap.Builder<ModelKey, Integer> builder, int keys, int hashes) {
    this.map = builder.seed(SEED).build();
    this.keys = keys;
    this.hashes = hashes;
  }

  /** Does one operation after the other and compares. */
  void run(Runnable operation) {
    int step = 0;
    try {
      for (; step < STEPS; step++) {
        operation.run();
        if (step % WALKED == 0) {
          Invariants.check(map);
          assertThat(map).isEqualTo(content);
        }
      }
    } catch (RuntimeException | AssertionError e) {
      throw new AssertionError("step " + step + ", repeat by -Dmapscope.seed=" + SEED, e);
    }
  }

  void several(int most, Runnable operation) {
    for (int left = random.nextInt(Math.max(2, most)); left > 0; left--) {
      operation.run();
    }
  }

  void rarely(Runnable operation) {
    if (random.nextInt(10) == 0) {
      operation.run();
    }
  }

  /** Puts a value and returns its key if that is new, else null. */
  ModelKey put() {
    ModelKey key = key();
    int value = random.nextInt();
    map.put(key, value);
    return content.put(key, value) == null ? key : null;
  }

  /** Removes a key and returns it if it was there, else null. */
  ModelKey remove() {
    ModelKey key = key();
    map.remove(key);
    return content.remove(key) != null ? key : null;
  }

  /** Returns whether there was something to clear. */
  boolean clear() {
    boolean filled = !content.isEmpty();
    map.clear();
    content.clear();
    return filled;
  }

  /** Starts a growth, to the double or of the same size, unless one is going on. */
  void grow() {
    if (map.growth == null && map.mask < 2 * keys) {
      map.startGrowth(map.mask > keys || random.nextBoolean());
    }
  }

  void prepare() {
    map.prepare(random.nextInt(keys), 1 + random.nextInt(9));
  }

  private ModelKey key() {
    int number = random.nextInt(keys);
    return new ModelKey(number, number % hashes * 0x9E3779B9);
  }
}
