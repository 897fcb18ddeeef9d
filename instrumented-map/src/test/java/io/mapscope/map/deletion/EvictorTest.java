package io.mapscope.map.deletion;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.awaitility.Awaitility.await;

import io.mapscope.map.InstrumentedMap;
import io.mapscope.map.deletion.MemoryPressure.Reading;
import io.mapscope.map.guarded.GuardedMaps;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class EvictorTest {

  private static final BatchSize SIZE = new BatchSize(10, 110, 0.5, 0.9, 0.2);

  private Reading reading = new Reading(0, 0, 0);
  private final ConcurrentMap<Integer, String> map =
      GuardedMaps.striped(InstrumentedMap.<Integer, String>builder().name("evicted"), 4);
  private final Evictor<Integer, String> evictor = new Evictor<>(map, () -> reading, SIZE);

  private void fill(int entries) {
    IntStream.range(0, entries).forEach(i -> map.put(i, "v"));
  }

  @Test
  void batchGrowsWithTheHeapAndShrinksWithPausesWithinItsBounds() {
    assertThat(SIZE.at(new Reading(0.49, 0, 0))).isZero();
    assertThat(SIZE.at(new Reading(0.5, 0, 0))).isEqualTo(10);
    assertThat(SIZE.at(new Reading(0.7, 0, 0))).isEqualTo(60);
    assertThat(SIZE.at(new Reading(0.7, 0.1, 0))).isEqualTo(35);
    assertThat(SIZE.at(new Reading(0.7, 0.2, 0))).isEqualTo(10);
    assertThat(SIZE.at(new Reading(0.7, 1, 0))).isEqualTo(10);
    assertThat(SIZE.at(new Reading(0.9, 1, 0))).isEqualTo(110);
    assertThat(SIZE.at(new Reading(1, 0, 0))).isEqualTo(110);
    assertThatIllegalArgumentException().isThrownBy(() -> new BatchSize(0, 1, 0.5, 0.9, 0.1));
    assertThatIllegalArgumentException().isThrownBy(() -> new BatchSize(1, 9, 0.9, 0.9, 0.1));
  }

  @Test
  void nothingIsDeletedWhileThereIsRoom() {
    fill(100);
    reading = new Reading(0.4, 0.5, 1);
    assertThat(evictor.evict()).isZero();
    assertThat(map).hasSize(100);
  }

  @Test
  void oneBatchIsDeletedForEachCollectionUnlessTheHeapIsAllButFull() {
    fill(1_000);
    reading = new Reading(0.7, 0, 0);
    assertThat(evictor.evict()).isEqualTo(60);
    assertThat(evictor.evict()).as("nothing has been measured since").isZero();
    reading = new Reading(0.6, 0, 0);
    assertThat(evictor.evict()).isEqualTo(35);
    reading = new Reading(0.95, 0, 0);
    assertThat(evictor.evict()).isEqualTo(110);
    assertThat(evictor.evict()).isEqualTo(110);
    assertThat(evictor.evicted()).isEqualTo(315);
    assertThat(map).hasSize(1_000 - 315);
  }

  @Test
  void fullHeapCostsTheMapNoMoreThanThePartByWhichItIsTooFull() {
    fill(1_000);
    reading = new Reading(1, 0, 0);
    IntStream.range(0, 100).forEach(i -> evictor.evict());
    assertThat(evictor.evicted()).as("from 1 to 0.5 of the heap").isEqualTo(500);
    reading = new Reading(0.91, 0, 0);
    IntStream.range(0, 100).forEach(i -> evictor.evict());
    assertThat(evictor.evicted()).as("nearly half of what is left").isEqualTo(500 + 226);
  }

  @Test
  void candidatesGoInTheirOrderAndTheWalkGoesOn() {
    ConcurrentMap<Integer, String> sorted = new ConcurrentSkipListMap<>();
    IntStream.range(0, 300).forEach(i -> sorted.put(i, "v"));
    Evictor<Integer, String> oldest = new Evictor<>(sorted, () -> reading, SIZE);
    reading = new Reading(1, 0, 0);
    oldest.evict();
    assertThat(sorted.keySet().iterator().next()).isEqualTo(110);
    assertThat(oldest.evict()).isEqualTo(40);
    assertThat(sorted.keySet().iterator().next()).isEqualTo(150);
    reading = new Reading(0.99, 0, 0);
    assertThat(oldest.evict()).isEqualTo(75);
    assertThat(sorted.keySet().iterator().next()).isEqualTo(225);
  }

  @Test
  void listenersAreToldThatItWasEvicted() {
    Received<Integer, String> received = new Received<>();
    try (DeletionBus<Integer, String> bus = DeletionBus.to(received).start()) {
      NotifyingMap<Integer, String> told = new NotifyingMap<>(map, List.of(bus));
      told.put(1, "one");
      reading = new Reading(1, 0, 0);
      assertThat(new Evictor<>(told, () -> reading, SIZE).evict()).isEqualTo(1);
    }
    assertThat(received.told()).containsExactly("1=one EVICTED");
  }

  /** The stacking that the docs show: an age around listeners. */
  @Test
  void listenersBelowAnAgeAreToldThatItWasEvicted() {
    Received<Integer, String> received = new Received<>();
    try (DeletionBus<Integer, Timed<String>> bus =
        DeletionBus.<Integer, Timed<String>>to(Timed.unwrapping(received)).start()) {
      ConcurrentMap<Integer, Timed<String>> behind = GuardedMaps.oneLock(InstrumentedMap.builder());
      ExpiringMap<Integer, String> aging =
          new ExpiringMap<>(new NotifyingMap<>(behind, List.of(bus)), Duration.ofDays(1));
      aging.put(1, "one");
      reading = new Reading(1, 0, 0);
      assertThat(new Evictor<>(aging, () -> reading, SIZE).evict()).isEqualTo(1);
    }
    assertThat(received.told()).containsExactly("1=one EVICTED");
  }

  // ---- the simulation

  private static SimulatedHeap inserts(int entries, boolean evicting) {
    SimulatedHeap heap = new SimulatedHeap(100_000);
    ConcurrentMap<Integer, String> map =
        GuardedMaps.oneLock(InstrumentedMap.<Integer, String>builder());
    Evictor<Integer, String> evictor =
        new Evictor<>(map, heap, new BatchSize(100, 20_000, 0.3, 0.6, 0.5));
    for (int i = 0; i < entries; i++) {
      map.put(i, "v");
      heap.allocate();
      if (evicting && (i & 63) == 0) {
        heap.delete(evictor.evict());
      }
    }
    return heap;
  }

  @Test
  void pausesUnderPressureAreShorterAndFewerWithTheEvictor() {
    SimulatedHeap with = inserts(99_000, true);
    SimulatedHeap without = inserts(99_000, false);
    String both =
        "with: %d pauses, %d in all, longest %d; without: %d, %d, %d"
            .formatted(
                with.collections,
                with.paused,
                with.longestPause,
                without.collections,
                without.paused,
                without.longestPause);
    System.out.println(both);
    assertThat(with.longestPause).as(both).isLessThan(without.longestPause * 3 / 4);
    assertThat(with.collections).as(both).isLessThan(without.collections / 2);
    assertThat(with.paused).as(both).isLessThan(without.paused / 4);
    // And then there is the end that it is all about.
    assertThatExceptionOfType(OutOfMemoryError.class).isThrownBy(() -> inserts(300_000, false));
    assertThat(inserts(300_000, true).longestPause).isLessThan(without.longestPause * 3 / 4);
  }

  // ---- this JVM

  @Test
  void pressureOfThisJvmFollowsItsCollections() {
    try (JvmPressure pressure = JvmPressure.listen(Duration.ofMinutes(5))) {
      assertThat(pressure.read().heapUse()).isBetween(0.0, 1.0);
      System.gc();
      await().until(() -> pressure.read().longestPauseNanos() > 0);
      double before = pressure.read().heapUse();
      byte[][] held = new byte[200][];
      for (int i = 0; i < held.length; i++) {
        held[i] = new byte[1 << 20];
      }
      System.gc();
      double part = (200 << 20) / (double) Runtime.getRuntime().maxMemory();
      await().until(() -> pressure.read().heapUse() > before + part / 2);
      assertThat(held.length).isEqualTo(200);
      assertThat(pressure.read().pauseShare()).isBetween(0.0, 1.0).isPositive();
    }
  }

  @Test
  void closedPressureHearsNothingAnyMore() {
    JvmPressure pressure = JvmPressure.listen(Duration.ofMinutes(5));
    try (JvmPressure other = JvmPressure.listen(Duration.ofMinutes(5))) {
      pressure.close();
      pressure.close();
      System.gc();
      await().until(() -> other.read().longestPauseNanos() > 0);
      assertThat(pressure.read().longestPauseNanos()).isZero();
    }
  }
}
