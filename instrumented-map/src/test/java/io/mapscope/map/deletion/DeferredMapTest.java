package io.mapscope.map.deletion;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.awaitility.Awaitility.await;

import io.mapscope.map.InstrumentedMap;
import io.mapscope.map.deletion.KeySetDeletion.Phase;
import io.mapscope.map.deletion.KeySetDeletion.Progress;
import io.mapscope.map.guarded.GuardedMaps;
import java.lang.ref.WeakReference;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BiFunction;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class DeferredMapTest {

  private final ConcurrentMap<Integer, Object> behind =
      GuardedMaps.striped(InstrumentedMap.<Integer, Object>builder().name("deferred"), 4);

  private DeferredMap<Integer, Object> filled(int entries, int purgedPerWrite) {
    DeferredMap<Integer, Object> map = new DeferredMap<>(behind, purgedPerWrite);
    IntStream.range(0, entries).forEach(i -> map.put(i, "v" + i));
    return map;
  }

  @Test
  void deletedEntryIsDeadAtOnceAndGoesLater() {
    DeferredMap<Integer, Object> map = filled(10, 0);
    assertThat(map.remove(3)).isEqualTo("v3");
    assertThat(map.get(3)).isNull();
    assertThat(map).doesNotContainKey(3).hasSize(9);
    assertThat(map.keySet()).doesNotContain(3).hasSize(9);
    assertThat(map.remove(3)).isNull();
    assertThat(behind).hasSize(10);
    assertThat(map.purge(100)).isZero();
    assertThat(behind).hasSize(9);
  }

  @Test
  void valueOfTheDeadIsUnreachableBeforeThePurge() {
    DeferredMap<Integer, Object> map = new DeferredMap<>(behind, 0);
    Object value = new Object();
    WeakReference<Object> reference = new WeakReference<>(value);
    map.put(1, value);
    value = null;
    map.remove(1);
    await()
        .until(
            () -> {
              System.gc();
              return reference.refersTo(null);
            });
    assertThat(map.stored()).isEqualTo(1);
  }

  @Test
  void sliceUnlinksNoMoreThanItsBudget() {
    DeferredMap<Integer, Object> map = filled(100, 0);
    map.clear();
    assertThat(map).isEmpty();
    assertThat(behind).hasSize(100);
    assertThat(map.purge(30)).isEqualTo(70);
    assertThat(behind).hasSize(70);
    assertThat(map.purged()).isEqualTo(30);
  }

  @Test
  void writesUnlinkWhatWasChosen() {
    DeferredMap<Integer, Object> map = filled(100, 3);
    IntStream.range(0, 50).forEach(map::remove);
    assertThat(map.pending()).as("all but the last").isEqualTo(1);
    DeferredMap<Integer, Object> idle = new DeferredMap<>(new ConcurrentHashMap<>(), 0);
    idle.put(1, "v");
    idle.remove(1);
    idle.put(2, "w");
    assertThat(idle.pending()).isEqualTo(1);
  }

  @Test
  void keyThatWasPutAgainSurvivesThePurge() {
    DeferredMap<Integer, Object> map = filled(3, 0);
    map.remove(1);
    map.put(1, "again");
    map.remove(2);
    assertThat(map.purge(10)).isZero();
    assertThat(map).isEqualTo(Map.of(0, "v0", 1, "again"));
    assertThat(map).hasSize(2);
  }

  @Test
  void readersNeverSeeTheMark() throws Exception {
    DeferredMap<Integer, Object> map = filled(64, 1);
    AtomicReference<Object> strange = new AtomicReference<>();
    Thread reader =
        new Thread(
            () -> {
              while (!Thread.currentThread().isInterrupted()) {
                map.forEach(
                    (key, value) -> {
                      if (!(value instanceof String)) {
                        strange.set(value);
                      }
                    });
              }
            });
    reader.start();
    for (int i = 0; i < 50_000; i++) {
      map.remove(i & 63);
      map.put((i + 7) & 63, "w");
    }
    reader.interrupt();
    reader.join();
    assertThat(strange.get()).isNull();
    assertThat(map).hasSize((int) map.values().stream().count());
  }

  /** Its birth is not counted after its death, however late the thread that put it goes on. */
  @Test
  void sizeIsThatOfTheWritesThatReadersSee() throws Exception {
    CountDownLatch written = new CountDownLatch(1);
    CountDownLatch goOn = new CountDownLatch(1);
    ConcurrentMap<Integer, Object> slow =
        new ConcurrentHashMap<>() {
          private static final long serialVersionUID = 1;

          @Override
          public Object compute(Integer key, BiFunction<? super Integer, ? super Object, ?> f) {
            Object result = super.compute(key, f);
            if (Thread.currentThread().getName().equals("slow")) {
              written.countDown();
              awaitUninterruptibly(goOn);
            }
            return result;
          }
        };
    DeferredMap<Integer, Object> map = new DeferredMap<>(slow, 0);
    Thread writer = new Thread(() -> map.put(1, "v"), "slow");
    writer.start();
    written.await();
    try {
      assertThat(map.size()).isEqualTo(1);
      map.remove(1);
      assertThat(map.size()).isZero();
    } finally {
      goOn.countDown();
      writer.join();
    }
    assertThat(map.size()).isZero();
  }

  private static void awaitUninterruptibly(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  @Test
  void sizeOfSeveralWritersIsNeverNegativeAndInTheEndRight() throws Exception {
    DeferredMap<Integer, Object> map = new DeferredMap<>(behind, 1);
    AtomicInteger least = new AtomicInteger();
    List<Thread> writers = new ArrayList<>();
    for (int i = 0; i < 4; i++) {
      writers.add(new Thread(() -> putAndRemove(map, least)));
    }
    writers.forEach(Thread::start);
    for (Thread writer : writers) {
      writer.join();
    }
    assertThat(least.get()).isZero();
    assertThat(map).hasSize((int) map.values().stream().count());
  }

  private static void putAndRemove(DeferredMap<Integer, Object> map, AtomicInteger least) {
    for (int n = 0; n < 20_000; n++) {
      int key = n % 2;
      if (n / 2 % 2 == 0) {
        map.put(key, "v");
      } else {
        map.remove(key);
      }
      least.accumulateAndGet(map.size(), Math::min);
    }
  }

  @Test
  void writeThatTheMapBehindRefusesIsNotCounted() {
    DeferredMap<Integer, Object> map =
        new DeferredMap<>(
            GuardedMaps.oneLock(InstrumentedMap.<Integer, Object>builder().maxEntries(1)), 0);
    map.put(1, "v");
    assertThatIllegalStateException().isThrownBy(() -> map.put(2, "w"));
    assertThat(map.size()).isEqualTo(1);
  }

  @Test
  void mapMustBeEmptyAndItsOwn() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new DeferredMap<>(new ConcurrentHashMap<>(Map.of(1, "v")), 1))
        .withMessageContaining("it has 1");
    assertThatIllegalArgumentException().isThrownBy(() -> new DeferredMap<>(behind, -1));
  }

  // ---- two phases

  @Test
  void keyThatIsPutAgainBetweenMarkingAndPurgingLivesOn() {
    DeferredMap<Integer, Object> map = filled(10, 0);
    KeySetDeletion<Integer> deletion = new KeySetDeletion<>(map, List.of(1, 2, 3));
    deletion.advance(3);
    assertThat(deletion.progress().phase()).isEqualTo(Phase.PURGING);
    map.put(2, "again");
    assertThat(deletion.advance(100)).isFalse();
    assertThat(map.get(2)).isEqualTo("again");
    assertThat(map).hasSize(8).doesNotContainKeys(1, 3);
    assertThat(behind).hasSize(8);
  }

  @Test
  void allKeysAreDeadBeforeTheFirstIsUnlinked() {
    DeferredMap<Integer, Object> map = filled(100, 5);
    KeySetDeletion<Integer> deletion =
        new KeySetDeletion<>(map, IntStream.range(50, 150).boxed().toList());
    assertThat(deletion.progress()).isEqualTo(new Progress(Phase.MARKING, 100, 0, 0, 0));
    assertThat(deletion.advance(60)).isTrue();
    assertThat(deletion.progress()).isEqualTo(new Progress(Phase.MARKING, 100, 60, 0, 50));
    deletion.advance(40);
    assertThat(deletion.progress().phase()).isEqualTo(Phase.PURGING);
    assertThat(map).hasSize(50);
    assertThat(behind).hasSize(100);
    deletion.advance(20);
    assertThat(behind).hasSize(80);
    assertThat(deletion.advance(1_000)).isFalse();
    assertThat(deletion.progress()).isEqualTo(new Progress(Phase.DONE, 100, 100, 100, 50));
    assertThat(behind).hasSize(50);
  }

  /** A key whose {@code equals} can be made to throw. */
  private record Fragile(int number, AtomicReference<RuntimeException> failure) {
    @Override
    public boolean equals(Object other) {
      RuntimeException thrown = failure.get();
      if (thrown != null && number == 7) {
        throw thrown;
      }
      return other instanceof Fragile that && that.number == number;
    }

    @Override
    public int hashCode() {
      return number & 1;
    }
  }

  @Test
  void anotherThreadGoesOnWhereThePurgingThreadHasCrashed() throws Exception {
    for (Phase phase : new Phase[] {Phase.MARKING, Phase.PURGING}) {
      AtomicReference<RuntimeException> failure = new AtomicReference<>();
      ConcurrentMap<Fragile, Object> stored = GuardedMaps.oneLock(InstrumentedMap.builder());
      DeferredMap<Fragile, String> map = new DeferredMap<>(stored, 0);
      var keys = IntStream.range(0, 20).mapToObj(i -> new Fragile(i, failure)).toList();
      keys.forEach(key -> map.put(key, "v"));
      // Copies, so that the map has to compare them.
      var copies = IntStream.range(0, 20).mapToObj(i -> new Fragile(i, failure)).toList();
      KeySetDeletion<Fragile> deletion = new KeySetDeletion<>(map, copies);
      if (phase == Phase.PURGING) {
        deletion.advance(20);
      }
      failure.set(new IllegalStateException("crash"));
      AtomicReference<Throwable> crash = new AtomicReference<>();
      Thread purging = new Thread(() -> deletion.advance(100));
      purging.setUncaughtExceptionHandler((thread, e) -> crash.set(e));
      purging.start();
      purging.join();
      assertThat(crash.get()).hasMessage("crash");
      Progress then = deletion.progress();
      assertThat(then.phase()).isEqualTo(phase);
      assertThat(phase == Phase.MARKING ? then.marked() : then.purged()).isEqualTo(7);

      failure.set(null);
      assertThat(deletion.advance(100)).isFalse();
      assertThat(deletion.progress()).isEqualTo(new Progress(Phase.DONE, 20, 20, 20, 20));
      assertThat(stored).isEmpty();
      assertThat(map).isEmpty();
    }
  }

  @Test
  void purgeThatThrowsForgetsNoKey() {
    AtomicReference<RuntimeException> failure = new AtomicReference<>();
    DeferredMap<Fragile, String> map =
        new DeferredMap<>(GuardedMaps.oneLock(InstrumentedMap.builder()), 0);
    for (int i = 1; i < 10; i += 2) {
      map.put(new Fragile(i, failure), "v");
    }
    for (int i = 1; i < 10; i += 2) {
      map.remove(new Fragile(i, failure));
    }
    failure.set(new IllegalStateException("own"));
    assertThatIllegalStateException().isThrownBy(() -> map.purge(100));
    failure.set(null);
    assertThat(map.purge(100)).isZero();
    assertThat(map.stored()).isZero();
  }
}
