package io.mapscope.map.guarded;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Many threads at once, through many growths. {@code -Dmapscope.operations=N} runs longer, {@code
 * -Dmapscope.seed=N} repeats the choice of operations.
 */
@Timeout(600)
class GuardStressTest {

  private static final int THREADS = 4;
  private static final int OPERATIONS = Integer.getInteger("mapscope.operations", 20_000);
  private static final int SHARED_KEYS = 64;
  private static final long SEED = Long.getLong("mapscope.seed", System.nanoTime());

  /** Copies all entries at each write. */
  private static int operations(Guard guard) {
    return guard == Guard.COPY_ON_WRITE ? OPERATIONS / 20 : OPERATIONS;
  }

  private static void run(Callable<?> task) throws Exception {
    ExecutorService threads = Executors.newFixedThreadPool(THREADS + 1);
    try {
      List<Future<?>> running = new ArrayList<>();
      for (int i = 0; i < THREADS; i++) {
        running.add(threads.submit(task));
      }
      for (Future<?> one : running) {
        one.get();
      }
    } finally {
      threads.shutdownNow();
    }
  }

  /** Each thread has keys of its own, so it knows what its map has to answer. */
  @ParameterizedTest
  @EnumSource
  void eachThreadFindsItsOwnKeysAsItLeftThem(Guard guard) throws Exception {
    ConcurrentMap<Integer, Integer> map = guard.empty();
    AtomicLong threads = new AtomicLong();
    AtomicLong entries = new AtomicLong();
    run(
        () -> {
          int number = (int) threads.getAndIncrement();
          RandomGenerator random =
              RandomGeneratorFactory.of("L64X128MixRandom").create(SEED + number);
          Map<Integer, Integer> expected = new HashMap<>();
          for (int i = 0; i < operations(guard); i++) {
            int key = random.nextInt(operations(guard) / 4) * THREADS + number;
            String at = "seed " + SEED + ", thread " + number + ", operation " + i;
            switch (random.nextInt(6)) {
              case 0, 1 -> assertThat(map.put(key, i)).as(at).isEqualTo(expected.put(key, i));
              case 2 -> assertThat(map.remove(key)).as(at).isEqualTo(expected.remove(key));
              case 3 ->
                  assertThat(map.merge(key, i, Integer::sum))
                      .as(at)
                      .isEqualTo(expected.merge(key, i, Integer::sum));
              default -> assertThat(map.get(key)).as(at).isEqualTo(expected.get(key));
            }
          }
          entries.addAndGet(expected.size());
          assertThat(map).containsAllEntriesOf(expected);
          return null;
        });
    assertThat(map.size()).isEqualTo((int) entries.get());
    assertThat(map.entrySet().stream().count()).isEqualTo(entries.get());
    Guard.close(map);
  }

  /** Sums on few keys, which all threads add to: none is lost. */
  @ParameterizedTest
  @EnumSource
  void noUpdateOfASharedKeyIsLost(Guard guard) throws Exception {
    ConcurrentMap<Integer, Long> map = guard.empty();
    run(
        () -> {
          for (int i = 0; i < operations(guard); i++) {
            map.merge(i % SHARED_KEYS, 1L, Long::sum);
          }
          return null;
        });
    assertThat(map.values().stream().mapToLong(Long::longValue).sum())
        .isEqualTo((long) THREADS * operations(guard));
    Guard.close(map);
  }

  /** Entries that nobody touches are met by every iteration and found by every lookup. */
  @ParameterizedTest
  @EnumSource
  void entriesThatStayAreMetAndFoundWhileOthersComeAndGo(Guard guard) throws Exception {
    ConcurrentMap<Integer, Integer> map = guard.empty();
    for (int i = 0; i < SHARED_KEYS; i++) {
      map.put(-1 - i, i);
    }
    AtomicBoolean done = new AtomicBoolean();
    Thread reader =
        new Thread(
            () -> {
              while (!done.get()) {
                for (int i = 0; i < SHARED_KEYS; i++) {
                  if (map.get(-1 - i) == null) {
                    throw new AssertionError("lost " + (-1 - i));
                  }
                }
                if (map.keySet().stream().filter(key -> key < 0).count() != SHARED_KEYS) {
                  throw new AssertionError("not all were met");
                }
              }
            });
    List<Throwable> failures = new ArrayList<>();
    reader.setUncaughtExceptionHandler((thread, failure) -> failures.add(failure));
    reader.start();
    AtomicLong threads = new AtomicLong();
    run(
        () -> {
          int number = (int) threads.getAndIncrement();
          for (int i = 0; i < operations(guard); i++) {
            map.put(i * THREADS + number, i);
            if (i >= 1_000) {
              map.remove((i - 1_000) * THREADS + number);
            }
          }
          return null;
        });
    done.set(true);
    reader.join();
    assertThat(failures).isEmpty();
    Guard.close(map);
  }
}
