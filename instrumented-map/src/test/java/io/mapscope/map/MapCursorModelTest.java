package io.mapscope.map;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Random writes, growths and steps, with a cursor over a map and a model of both beside it. {@code
 * -Dmapscope.seed=N} repeats, {@code -Dmapscope.operations=N} runs longer.
 */
class MapCursorModelTest {

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

  private InstrumentedMap<Key, Integer> map;
  private MapCursor<Key, Integer> cursor;
  private Random random;
  private int keys;
  private int hashes;

  private final Map<Key, Integer> content = new HashMap<>();

  /** Met since the cursor was last before the first entry, and not gone back over. */
  private final Set<Key> behind = new HashSet<>();

  /** In the map all the time since. */
  private final Set<Key> steady = new HashSet<>();

  private boolean atStart = true;
  private boolean emptied;
  private Key standing;
  private int inserted;
  private int removed;

  @ParameterizedTest
  @CsvSource({
    "GO, 40, 7",
    "GO, 400, 400",
    "GO, 6000, 6000",
    "STEADY, 40, 7",
    "STEADY, 400, 50",
    "STEADY, 6000, 6000"
  })
  void cursorKeepsItsPromises(Pacing pacing, int manyKeys, int manyHashes) {
    random = new Random(SEED);
    keys = manyKeys;
    hashes = manyHashes;
    map = InstrumentedMap.<Key, Integer>builder().seed(SEED).pacing(pacing).build();
    cursor = map.cursor();
    int step = 0;
    try {
      for (; step < OPERATIONS / 6; step++) {
        operate();
        checkChanges();
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
    switch (random.nextInt(20)) {
      case 0 -> several(keys / 4, this::put);
      case 1 -> several(keys / 6, this::remove);
      case 2 -> rarely(this::clear);
      case 3 -> rarely(this::restart);
      case 4 -> grow();
      case 5 -> map.prepare(random.nextInt(keys), 1 + random.nextInt(9));
      case 6 -> back(1 + random.nextInt(5));
      case 7 -> rarely(() -> back(Integer.MAX_VALUE));
      case 8 -> rarely(this::drain);
      case 9, 10 -> removeStanding();
      case 11, 12 -> put();
      case 13, 14 -> remove();
      default -> several(10, this::next);
    }
  }

  private void several(int most, Runnable operation) {
    for (int left = random.nextInt(Math.max(2, most)); left > 0; left--) {
      operation.run();
    }
  }

  private void rarely(Runnable operation) {
    if (random.nextInt(10) == 0) {
      operation.run();
    }
  }

  // ---- writes

  private void put() {
    Key key = key();
    int value = random.nextInt();
    map.put(key, value);
    if (content.put(key, value) == null) {
      inserted++;
      steady.remove(key);
    }
  }

  private void remove() {
    Key key = key();
    map.remove(key);
    if (content.remove(key) != null) {
      removed++;
      gone(key);
    }
  }

  private void gone(Key key) {
    steady.remove(key);
    emptied |= content.isEmpty() && !atStart;
  }

  private void clear() {
    map.clear();
    emptied |= !content.isEmpty() && !atStart;
    content.clear();
    steady.clear();
  }

  private void grow() {
    if (map.growth == null && map.mask < 2 * keys) {
      map.startGrowth(map.mask > keys || random.nextBoolean());
    }
  }

  // ---- steps

  private void restart() {
    cursor = map.cursor();
    toStart();
  }

  private void toStart() {
    atStart = true;
    emptied = false;
    standing = null;
    behind.clear();
  }

  private void begin() {
    atStart = false;
    inserted = 0;
    removed = 0;
    steady.clear();
    steady.addAll(content.keySet());
  }

  private boolean next() {
    if (atStart) {
      begin();
    }
    List<Key> ahead = ahead();
    boolean stepped = cursor.next();
    standing = stepped ? cursor.key() : null;
    if (stepped) {
      assertThat(emptied).isFalse();
      assertThat(ahead).as("said to be ahead").contains(standing);
      assertThat(cursor.value()).isEqualTo(content.get(standing));
      assertThat(behind.add(standing)).as("met once").isTrue();
    } else {
      assertThat(ahead).as("ahead at the end").isEmpty();
      assertThat(emptied || behind.containsAll(steady)).as("all that stayed was met").isTrue();
      Set<Key> missed = new HashSet<>(content.keySet());
      missed.removeAll(behind);
      assertThat(missed).hasSizeLessThanOrEqualTo(cursor.changes().inserted());
    }
    return stepped;
  }

  private List<Key> ahead() {
    return content.keySet().stream().filter(cursor::isAhead).toList();
  }

  private void drain() {
    if (atStart) {
      begin();
    }
    Set<Key> ahead = new HashSet<>(ahead());
    Set<Key> seen = new HashSet<>();
    while (cursor.next()) {
      assertThat(seen.add(cursor.key())).isTrue();
    }
    assertThat(seen).as("exactly what was said to be ahead").isEqualTo(ahead);
    behind.addAll(seen);
    standing = null;
  }

  private void back(int steps) {
    long met =
        behind.stream().filter(k -> !Objects.equals(k, standing) && content.containsKey(k)).count();
    int passed = atStart ? 0 : content.size() - ahead().size();
    int made = cursor.back(steps);
    assertThat(made).isBetween(emptied ? 0 : (int) Math.min(steps, met), Math.min(steps, passed));
    if (made < steps) {
      toStart();
      return;
    }
    standing = cursor.key();
    assertThat(cursor.value()).isEqualTo(content.get(standing));
    assertThat(cursor.isAhead(standing)).isFalse();
    behind.removeIf(cursor::isAhead);
    behind.add(standing);
  }

  private void removeStanding() {
    if (standing != null && !emptied) {
      boolean there = content.remove(standing) != null;
      assertThat(cursor.remove()).isEqualTo(there);
      if (there) {
        gone(standing);
      }
    }
  }

  private void checkChanges() {
    MapCursor.Changes changes = cursor.changes();
    assertThat(changes.emptied()).isEqualTo(emptied);
    if (atStart) {
      assertThat(changes.mayHaveMissed()).isFalse();
    } else if (emptied) {
      assertThat(changes.inserted()).isEqualTo(content.size());
    } else {
      assertThat(changes.inserted()).isEqualTo(inserted);
      assertThat(changes.removed()).isEqualTo(removed);
    }
  }
}
