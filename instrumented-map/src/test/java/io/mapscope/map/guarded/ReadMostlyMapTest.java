package io.mapscope.map.guarded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.mapscope.map.InstrumentedMap;
import java.lang.ref.WeakReference;
import java.util.List;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.atomic.AtomicInteger;
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

  /** A segment of 16, of which one key is deleted, and so many fresh ones that it splits. */
  @Test
  void deletedKeyIsUnreachableAfterASplit() {
    int segment = 16;
    ConcurrentMap<Key, Object> small =
        new ReadMostlyMap<>(InstrumentedMap.<Key, Object>builder().build(), segment);
    Key key = new Key(0);
    small.put(key, new Object());
    assertThat(small.get(new Key(0))).isNotNull(); // A miss, so it is promoted.
    WeakReference<Key> promoted = new WeakReference<>(key);
    key = null;
    small.remove(new Key(0));
    assertStays(promoted);
    for (int i = 1; i <= segment + 1; i++) {
      small.put(new Key(i), new Object()); // No lookups, so nothing is promoted.
    }
    awaitCollected(promoted);
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

  /** The read part is copied in pieces: asked for their hash codes are the keys of a segment. */
  @Test
  void noOperationCopiesMoreThanASegment() {
    int entries = 40_000;
    int segment = 64;
    AtomicInteger asked = new AtomicInteger();
    class Counted {
      private final int number;

      Counted(int number) {
        this.number = number;
      }

      @Override
      public boolean equals(Object other) {
        return other instanceof Counted that && that.number == number;
      }

      @Override
      public int hashCode() {
        asked.incrementAndGet();
        return number;
      }
    }
    ConcurrentMap<Counted, Integer> large =
        new ReadMostlyMap<>(InstrumentedMap.<Counted, Integer>builder().build(), segment);
    int most = 0;
    int promotions = 0;
    for (int i = 0; i < entries; i++) {
      for (Runnable operation :
          List.<Runnable>of(
              () -> large.put(new Counted(large.size()), 1),
              () -> large.get(new Counted(large.size() / 2)),
              () -> large.get(new Counted(-1)))) {
        asked.set(0);
        operation.run();
        most = Math.max(most, asked.get());
        promotions += asked.get() > segment / 2 ? 1 : 0;
      }
    }
    assertThat(large).hasSize(entries);
    // Twice for a split, which asks where to, and some for the grow work of the map behind.
    assertThat(most).isLessThan(4 * segment);
    assertThat(promotions).isGreaterThan(entries / segment);
  }

  @Test
  void segmentThatCannotBeSplitStaysExact() {
    record Colliding(int number) {
      @Override
      public int hashCode() {
        return 1;
      }
    }
    ConcurrentMap<Colliding, Integer> bad =
        new ReadMostlyMap<>(InstrumentedMap.<Colliding, Integer>builder().build(), 4);
    for (int i = 0; i < ENTRIES; i++) {
      bad.put(new Colliding(i), i);
    }
    for (int round = 0; round < 3; round++) {
      for (int i = 0; i < ENTRIES; i++) {
        assertThat(bad.get(new Colliding(i))).isEqualTo(i);
      }
    }
    assertThat(bad.get(new Colliding(-1))).isNull();
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
