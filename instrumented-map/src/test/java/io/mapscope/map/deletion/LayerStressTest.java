package io.mapscope.map.deletion;

import static org.assertj.core.api.Assertions.assertThat;

import io.mapscope.map.InstrumentedMap;
import io.mapscope.map.guarded.GuardedMaps;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * Many threads on few keys of each layer, over one lock; and afterwards nothing is left behind that
 * nobody can find. {@code -Dmapscope.operations=N} runs longer, {@code -Dmapscope.seed=N} repeats
 * the choice of operations.
 */
@Timeout(600)
class LayerStressTest {

  private static final int THREADS = 4;
  private static final int KEYS = 8;
  private static final int OPERATIONS = Integer.getInteger("mapscope.operations", 20_000);
  private static final long SEED = Long.getLong("mapscope.seed", System.nanoTime());
  private static final String AT = "seed " + SEED;

  /** What one thread does again and again. */
  private interface Turn {
    void take(int key, SplittableRandom random);
  }

  private static void storm(Turn turn) throws Exception {
    ExecutorService threads = Executors.newFixedThreadPool(THREADS);
    try {
      List<Future<?>> running = new ArrayList<>();
      for (int i = 0; i < THREADS; i++) {
        SplittableRandom random = new SplittableRandom(SEED + i);
        running.add(threads.submit(() -> turns(turn, random)));
      }
      for (Future<?> one : running) {
        one.get();
      }
    } finally {
      threads.shutdownNow();
    }
  }

  private static void turns(Turn turn, SplittableRandom random) {
    for (int i = 0; i < OPERATIONS; i++) {
      turn.take(random.nextInt(KEYS), random);
    }
  }

  private static <V> ConcurrentMap<Integer, V> oneLock() {
    return GuardedMaps.oneLock(InstrumentedMap.<Integer, V>builder());
  }

  @Test
  void nothingIsLeftBehindAnAgeNorInItsWheel() throws Exception {
    AtomicLong clock = new AtomicLong();
    ConcurrentMap<Integer, Timed<String>> behind = oneLock();
    ExpiringMap<Integer, String> map = new ExpiringMap<>(behind, Duration.ofMillis(5), clock::get);
    storm(
        (key, random) -> {
          switch (random.nextInt(8)) {
            case 0, 1 -> map.put(key, "v");
            case 2 -> map.put(key, "w", Duration.ofMillis(1 + random.nextInt(100)));
            case 3 -> map.merge(key, "x", (old, added) -> old.length() > 8 ? null : old + added);
            case 4 -> map.remove(key);
            case 5 -> map.putIfAbsent(key, "y");
            case 6 -> map.expire(1 + random.nextInt(4));
            default -> clock.addAndGet(random.nextLong(3_000_000));
          }
        });
    clock.addAndGet(Duration.ofSeconds(10).toNanos());
    assertThat(map.expire(Integer.MAX_VALUE)).as(AT).isLessThanOrEqualTo(KEYS * TimerWheel.WHEELS);
    assertThat(behind).as(AT).isEmpty();
    assertThat(map.scheduled()).as(AT).isZero();
  }

  @Test
  void eachValueThatWasPutIsToldOnceWhenItLeaves() throws Exception {
    Received<Integer, Long> received = new Received<>();
    AtomicLong values = new AtomicLong();
    try (DeletionBus<Integer, Long> bus =
        DeletionBus.to(received)
            .capacity(16)
            .patience(Duration.ofDays(1))
            .closeTimeout(Duration.ofMinutes(5))
            .start()) {
      NotifyingMap<Integer, Long> map = new NotifyingMap<>(oneLock(), List.of(bus));
      storm(
          (key, random) -> {
            switch (random.nextInt(4)) {
              case 0, 1 -> map.put(key, values.incrementAndGet());
              case 2 -> map.compute(key, (k, old) -> values.incrementAndGet());
              default -> map.remove(key);
            }
          });
      map.clear();
    }
    List<Long> told = received.all().stream().map(Deletion::value).sorted().toList();
    List<Long> put = new ArrayList<>();
    for (long value = 1; value <= values.get(); value++) {
      put.add(value);
    }
    assertThat(told.equals(put)).as(AT).isTrue(); // A difference would be pages.
  }

  @Test
  void noneOfTheDeadIsForgottenWhileOthersPurgeAndDeleteSets() throws Exception {
    ConcurrentMap<Integer, Object> behind = oneLock();
    DeferredMap<Integer, String> map = new DeferredMap<>(behind, 1);
    List<Integer> keys = IntStream.range(0, KEYS).boxed().toList();
    storm(
        (key, random) -> {
          switch (random.nextInt(16)) {
            case 0 -> map.purge(4);
            case 1 -> whole(new KeySetDeletion<>(map, keys.subList(key, KEYS)), random);
            case 2, 3, 4, 5, 6 -> map.remove(key);
            default -> map.put(key, "v");
          }
        });
    assertThat(map.purge(Integer.MAX_VALUE)).as(AT).isZero();
    assertThat(behind).as(AT).hasSize(map.size());
    assertThat(map.keySet().stream().count()).as(AT).isEqualTo(map.size());
  }

  private static void whole(KeySetDeletion<Integer> deletion, SplittableRandom random) {
    boolean more = true;
    while (more) {
      more = deletion.advance(1 + random.nextInt(3));
    }
  }
}
