package io.mapscope.map;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import io.mapscope.map.MapModel.ModelKey;
import java.util.HashSet;
import java.util.Iterator;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Iterators by Go's rules under random writes and growths, beside {@code HashMap} and a record of
 * what was there all the time. A seed repeats the writes, though not the draws of the iterations.
 */
class GoIterationModelTest {

  /** In the map since the iteration began. */
  private final Set<ModelKey> steady = new HashSet<>();

  private final Set<ModelKey> met = new HashSet<>();
  private boolean emptied;

  private MapModel model;
  private Iterator<Map.Entry<ModelKey, Integer>> iterator;
  private ModelKey standing;

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
    model =
        new MapModel(
            InstrumentedMap.<ModelKey, Integer>builder()
                .pacing(pacing)
                .iteration(IterationRules.GO),
            manyKeys,
            manyHashes);
    begin();
    model.run(this::operate);
  }

  private void operate() {
    switch (model.random.nextInt(16)) {
      case 0 -> model.several(model.keys / 4, this::put);
      case 1 -> model.several(model.keys / 6, this::remove);
      case 2 -> model.rarely(this::clear);
      case 3 -> model.grow();
      case 4 -> model.prepare();
      case 5, 6 -> removeStanding();
      case 7, 8 -> put();
      case 9 -> remove();
      default -> model.several(Math.max(10, model.keys / 20), this::next);
    }
  }

  // ---- writes

  private void put() {
    steady.remove(model.put());
  }

  private void remove() {
    ModelKey removed = model.remove();
    if (removed != null) {
      gone(removed);
    }
  }

  private void gone(ModelKey key) {
    steady.remove(key);
    emptied |= model.content.isEmpty();
  }

  private void clear() {
    emptied |= model.clear();
    steady.clear();
  }

  private void removeStanding() {
    if (standing != null) {
      iterator.remove();
      if (model.content.remove(standing) != null) {
        gone(standing);
      }
      standing = null;
    }
  }

  // ---- steps

  private void begin() {
    iterator = model.map.entrySet().iterator();
    standing = null;
    emptied = false;
    met.clear();
    steady.clear();
    steady.addAll(model.content.keySet());
    if (iterator.hasNext() != !model.content.isEmpty()) {
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
    Map.Entry<ModelKey, Integer> entry = iterator.next();
    standing = entry.getKey();
    if (!met.add(standing)) {
      fail("met twice: %s", standing);
    }
    // The first was told of when the iteration began.
    if (met.size() > 1 && !entry.getValue().equals(model.content.get(standing))) {
      fail("not present: %s", entry);
    }
  }
}
