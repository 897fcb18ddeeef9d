package io.mapscope.map;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Iterator;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Iterators by Go's rules under random writes and growths, beside {@code HashMap} and a record of
 * what was there all the time. {@code -Dmapscope.seed=N} repeats the writes, though not the draws
 * of the iterations; {@code -Dmapscope.operations=N} runs longer.
 */
class GoIterationModelTest {

  private static final int OPERATIONS = Integer.getInteger("mapscope.operations", 20_000);
  private static final long SEED = Long.getLong("mapscope.seed", System.nanoTime());

  /** Many of one hash code, or each of its own. */
  private record Key(int number, int hash) {
    @Override
    public int hashCode() {
      return hash;
    }

    @Override
    public boolean equals(Object other) {
      return other instanceof Key key && key.number == number;
    }
  }

  private final Map<Key, Integer> content = new HashMap<>();

  /** In the map since the iteration began. */
  private final Set<Key> steady = new HashSet<>();

  private final Set<Key> met = new HashSet<>();
  private boolean emptied;

  private InstrumentedMap<Key, Integer> map;
  private Iterator<Map.Entry<Key, Integer>> iterator;
  private Key standing;
  private Random random;
  private int keys;
  private int hashes;

  @ParameterizedTest
  @CsvSource({
    "GO, 5, 5",
    "GO, 40, 7",
    "GO, 400, 400",
    "GO, 6000, 6000",
    "STEADY, 40, 7",
    "STEADY, 400, 50",
    "STEADY, 6000, 6000"
  })
  void iteratorsKeepTheirPromises(Pacing pacing, int manyKeys, int manyHashes) {
    random = new Random(SEED);
    keys = manyKeys;
    hashes = manyHashes;
    map =
        InstrumentedMap.<Key, Integer>builder()
            .seed(SEED)
            .pacing(pacing)
            .iteration(IterationRules.GO)
            .build();
    int step = 0;
    try {
      for (begin(); step < OPERATIONS / 6; step++) {
        operate();
        if (step % 16 == 0) {
          Invariants.check(map);
          assertThat(map).isEqualTo(content);
        }
      }
    } catch (RuntimeException | AssertionError e) {
      throw new AssertionError("step " + step + ", repeat by -Dmapscope.seed=" + SEED, e);
    }
  }

  private Key key() {
    int number = random.nextInt(keys);
    return new Key(number, number % hashes * 0x9E3779B9);
  }

  private void operate() {
    switch (random.nextInt(16)) {
      case 0 -> several(keys / 4, this::put);
      case 1 -> several(keys / 6, this::remove);
      case 2 -> clearRarely();
      case 3 -> grow();
      case 4 -> map.prepare(random.nextInt(keys), 1 + random.nextInt(9));
      case 5, 6 -> removeStanding();
      case 7, 8 -> put();
      case 9 -> remove();
      default -> several(Math.max(10, keys / 20), this::next);
    }
  }

  private void several(int most, Runnable operation) {
    for (int left = random.nextInt(Math.max(2, most)); left > 0; left--) {
      operation.run();
    }
  }

  // ---- writes

  private void put() {
    Key key = key();
    int value = random.nextInt();
    map.put(key, value);
    if (content.put(key, value) == null) {
      steady.remove(key);
    }
  }

  private void remove() {
    Key key = key();
    map.remove(key);
    removed(key);
  }

  private void removed(Key key) {
    if (content.remove(key) != null) {
      steady.remove(key);
      emptied |= content.isEmpty();
    }
  }

  private void clearRarely() {
    if (random.nextInt(10) == 0) {
      map.clear();
      emptied |= !content.isEmpty();
      content.clear();
      steady.clear();
    }
  }

  private void grow() {
    if (map.growth == null && map.mask < 2 * keys) {
      map.startGrowth(map.mask > keys || random.nextBoolean());
    }
  }

  private void removeStanding() {
    if (standing != null) {
      iterator.remove();
      removed(standing);
      standing = null;
    }
  }

  // ---- steps

  private void begin() {
    iterator = map.entrySet().iterator();
    standing = null;
    emptied = false;
    met.clear();
    steady.clear();
    steady.addAll(content.keySet());
    if (iterator.hasNext() != !content.isEmpty()) {
      throw new AssertionError("an iteration begins with an entry if there is one");
    }
  }

  private void next() {
    if (!emptied || !iterator.hasNext()) {
      step();
    } else {
      // Told of before the map was emptied: the only one that may come.
      standing = iterator.next().getKey();
      assertThat(iterator.hasNext()).as("ended by clear").isFalse();
    }
  }

  private void step() {
    if (!iterator.hasNext()) {
      assertThat(emptied || met.containsAll(steady)).as("all that stayed was met").isTrue();
      begin();
      return;
    }
    Map.Entry<Key, Integer> entry = iterator.next();
    standing = entry.getKey();
    assertThat(met.add(standing)).as("met once").isTrue();
    if (met.size() > 1) { // The first was told of when the iteration began.
      assertThat(content).as("present").contains(Map.entry(standing, entry.getValue()));
    }
  }
}
