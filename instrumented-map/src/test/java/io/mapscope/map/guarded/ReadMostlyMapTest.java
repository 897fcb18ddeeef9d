package io.mapscope.map.guarded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.mapscope.map.InstrumentedMap;
import java.lang.ref.WeakReference;
import java.util.concurrent.ConcurrentMap;
import org.junit.jupiter.api.Test;

/** When lookups take no lock, and when what was deleted becomes unreachable. */
class ReadMostlyMapTest {

  private static final int ENTRIES = 100;

  /** Equal by number, and an object of its own each time. */
  private record Key(int number) {}

  private final ConcurrentMap<Key, Object> map = GuardedMaps.readMostly(InstrumentedMap.builder());

  private void fillAndPromote() {
    for (int i = 0; i < ENTRIES; i++) {
      map.put(new Key(i), new Object());
    }
    for (int i = 0; i < ENTRIES; i++) {
      assertThat(map.get(new Key(i))).isNotNull(); // As many misses as entries.
    }
  }

  private static void awaitCollected(WeakReference<?> reference) {
    await()
        .until(
            () -> {
              System.gc();
              return reference.refersTo(null);
            });
  }

  private static void assertStays(WeakReference<?> reference) {
    System.gc();
    assertThat(reference.refersTo(null)).isFalse();
  }

  private Key stored(int number) {
    return map.keySet().stream().filter(key -> key.number == number).findFirst().orElseThrow();
  }

  @Test
  void deletedValueIsUnreachableAtOnce() {
    fillAndPromote();
    WeakReference<Object> value = new WeakReference<>(map.get(new Key(7)));
    map.remove(new Key(7));
    awaitCollected(value);
  }

  @Test
  void deletedKeyIsUnreachableAtOnceUnlessTheReadPartHasIt() {
    fillAndPromote();
    map.put(new Key(1_000), new Object());
    WeakReference<Key> fresh = new WeakReference<>(stored(1_000));
    WeakReference<Key> promoted = new WeakReference<>(stored(7));
    map.remove(new Key(1_000));
    map.remove(new Key(7));
    awaitCollected(fresh);
    assertStays(promoted);
    assertThat(map).doesNotContainKey(new Key(7));
  }

  @Test
  void deletedKeyIsUnreachableAfterAPromotionByMisses() {
    fillAndPromote();
    WeakReference<Key> promoted = new WeakReference<>(stored(7));
    map.remove(new Key(7));
    map.put(new Key(1_000), new Object());
    for (int i = 0; i < ENTRIES; i++) {
      assertThat(map.get(new Key(1_000))).isNotNull();
    }
    awaitCollected(promoted);
  }

  @Test
  void deletedKeysAreUnreachableWhenMoreThanHalfAreDeleted() {
    fillAndPromote();
    WeakReference<Key> promoted = new WeakReference<>(stored(0));
    for (int i = 0; i <= ENTRIES / 2; i++) {
      map.remove(new Key(i));
    }
    awaitCollected(promoted);
    assertThat(map).hasSize(ENTRIES - ENTRIES / 2 - 1);
  }

  @Test
  void clearMakesAllUnreachable() {
    fillAndPromote();
    WeakReference<Key> key = new WeakReference<>(stored(0));
    map.clear();
    awaitCollected(key);
    assertThat(map).isEmpty();
    assertThat(map.get(new Key(0))).isNull();
  }

  @Test
  void keyThatIsPutAgainIsFoundAgain() {
    fillAndPromote();
    map.remove(new Key(7));
    assertThat(map.get(new Key(7))).isNull();
    map.put(new Key(7), "again");
    assertThat(map.get(new Key(7))).isEqualTo("again");
    assertThat(map).hasSize(ENTRIES);
  }

  @Test
  void readPartAnswersWhileAWriterHoldsTheLock() throws InterruptedException {
    fillAndPromote();
    map.compute(
        new Key(1),
        (key, value) -> {
          // Another thread, as the lock is reentrant: it would wait for ever if it took it.
          Thread reader = new Thread(() -> map.get(new Key(2)));
          reader.start();
          try {
            reader.join();
          } catch (InterruptedException e) {
            throw new AssertionError(e);
          }
          return value;
        });
  }
}
