package io.mapscope.map;

import static org.assertj.core.api.Assertions.assertThat;

import io.mapscope.map.MapModel.ModelKey;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Random writes, growths and steps, with a cursor over a map and a model of both beside it. */
class MapCursorModelTest {

  private MapModel model;
  private MapCursor<ModelKey, Integer> cursor;

  /** Met since the cursor was last before the first entry, and not gone back over. */
  private final Set<ModelKey> behind = new HashSet<>();

  /** In the map all the time since. */
  private final Set<ModelKey> steady = new HashSet<>();

  private boolean atStart = true;
  private boolean emptied;
  private ModelKey standing;
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
    model =
        new MapModel(
            InstrumentedMap.<ModelKey, Integer>builder().pacing(pacing), manyKeys, manyHashes);
    cursor = model.map.cursor();
    model.run(
        () -> {
          operate();
          checkChanges();
        });
  }

  private void operate() {
    switch (model.random.nextInt(20)) {
      case 0 -> model.several(model.keys / 4, this::put);
      case 1 -> model.several(model.keys / 6, this::remove);
      case 2 -> model.rarely(this::clear);
      case 3 -> model.rarely(this::restart);
      case 4 -> model.grow();
      case 5 -> model.prepare();
      case 6 -> back(1 + model.random.nextInt(5));
      case 7 -> model.rarely(() -> back(Integer.MAX_VALUE));
      case 8 -> model.rarely(this::drain);
      case 9, 10 -> removeStanding();
      case 11, 12 -> put();
      case 13, 14 -> remove();
      default -> model.several(10, this::next);
    }
  }

  // ---- writes

  private void put() {
    ModelKey fresh = model.put();
    if (fresh != null) {
      inserted++;
      steady.remove(fresh);
    }
  }

  private void remove() {
    ModelKey gone = model.remove();
    if (gone != null) {
      removed++;
      gone(gone);
    }
  }

  private void gone(ModelKey key) {
    steady.remove(key);
    emptied |= model.content.isEmpty() && !atStart;
  }

  private void clear() {
    emptied |= model.clear() && !atStart;
    steady.clear();
  }

  // ---- steps

  private void restart() {
    cursor = model.map.cursor();
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
    steady.addAll(model.content.keySet());
  }

  private boolean next() {
    if (atStart) {
      begin();
    }
    List<ModelKey> ahead = ahead();
    boolean stepped = cursor.next();
    standing = stepped ? cursor.key() : null;
    if (stepped) {
      assertThat(emptied).isFalse();
      assertThat(ahead.contains(standing)).as("said to be ahead").isTrue();
      assertThat(cursor.value()).isEqualTo(model.content.get(standing));
      assertThat(behind.add(standing)).as("met once").isTrue();
    } else {
      assertThat(ahead).as("ahead at the end").isEmpty();
      assertThat(emptied || behind.containsAll(steady)).as("all that stayed was met").isTrue();
      Set<ModelKey> missed = new HashSet<>(model.content.keySet());
      missed.removeAll(behind);
      assertThat(missed).hasSizeLessThanOrEqualTo(cursor.changes().inserted());
    }
    return stepped;
  }

  private List<ModelKey> ahead() {
    return model.content.keySet().stream().filter(cursor::isAhead).toList();
  }

  private void drain() {
    if (atStart) {
      begin();
    }
    Set<ModelKey> ahead = new HashSet<>(ahead());
    Set<ModelKey> seen = new HashSet<>();
    while (cursor.next()) {
      assertThat(seen.add(cursor.key())).isTrue();
    }
    assertThat(seen).as("exactly what was said to be ahead").isEqualTo(ahead);
    behind.addAll(seen);
    standing = null;
  }

  private void back(int steps) {
    long met =
        behind.stream()
            .filter(k -> !Objects.equals(k, standing) && model.content.containsKey(k))
            .count();
    int passed = atStart ? 0 : model.content.size() - ahead().size();
    int made = cursor.back(steps);
    assertThat(made).isBetween(emptied ? 0 : (int) Math.min(steps, met), Math.min(steps, passed));
    if (made < steps) {
      toStart();
      return;
    }
    standing = cursor.key();
    assertThat(cursor.value()).isEqualTo(model.content.get(standing));
    assertThat(cursor.isAhead(standing)).isFalse();
    behind.removeIf(cursor::isAhead);
    behind.add(standing);
  }

  private void removeStanding() {
    if (standing != null && !emptied) {
      boolean there = model.content.remove(standing) != null;
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
      assertThat(changes.inserted()).isEqualTo(model.content.size());
    } else {
      assertThat(changes.inserted()).isEqualTo(inserted);
      assertThat(changes.removed()).isEqualTo(removed);
    }
  }
}
