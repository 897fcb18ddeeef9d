package io.mapscope.map;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.ConcurrentModificationException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Threads that use a map without any lock. What is certain is tested: everything ends, and the only
 * writer loses nothing. How often misuse is noticed is printed; {@code -Dmapscope.storms=N}
 * measures longer.
 */
class MisuseStormTest {

  private static final int STORMS = Integer.getInteger("mapscope.storms", 8);

  /** As many more may pass by before the first is noticed: a busy machine has few that meet. */
  private static final int PATIENCE = 40;

  private static final int WRITES = 20_000;
  private static final int KEYS = 5_000;
  private static final long SEED = Long.getLong("mapscope.seed", System.nanoTime());

  /** What came of one storm. */
  private static final class Outcome {
    final AtomicLong writes = new AtomicLong();
    final AtomicLong detected = new AtomicLong();
    final AtomicLong otherErrors = new AtomicLong();
    final AtomicInteger lost = new AtomicInteger();
  }

  @ParameterizedTest
  @ValueSource(ints = {2, 4, 8})
  @Timeout(300)
  void stormOfWritersEndsAndIsNoticed(int threads) throws Exception {
    int noticed = 0;
    int damaged = 0;
    int damagedUnnoticed = 0;
    long writes = 0;
    long detected = 0;
    long otherErrors = 0;
    int storms = 0;
    for (; storms < STORMS || (noticed == 0 && storms < STORMS + PATIENCE); storms++) {
      Outcome outcome = storm(threads, SEED + storms);
      boolean told = outcome.detected.get() > 0;
      boolean harm = outcome.lost.get() > 0 || outcome.otherErrors.get() > 0;
      noticed += told ? 1 : 0;
      damaged += harm ? 1 : 0;
      damagedUnnoticed += harm && !told ? 1 : 0;
      writes += outcome.writes.get();
      detected += outcome.detected.get();
      otherErrors += outcome.otherErrors.get();
    }
    System.out.printf(
        "%d threads, %d storms of %,d writes each: noticed in %d, once in %,d writes; damage in %d,"
            + " of them unnoticed %d; other errors %d (seed %d)%n",
        threads,
        storms,
        WRITES * threads,
        noticed,
        detected == 0 ? 0 : writes / detected,
        damaged,
        damagedUnnoticed,
        otherErrors,
        SEED);
    assertThat(noticed).as("storms in which somebody was told, seed %d", SEED).isPositive();
  }

  private static Outcome storm(int threads, long seed) throws Exception {
    InstrumentedMap<Integer, Integer> map = new InstrumentedMap<>();
    Outcome outcome = new Outcome();
    CyclicBarrier start = new CyclicBarrier(threads);
    List<Thread> running = new ArrayList<>();
    for (int t = 0; t < threads; t++) {
      int number = t;
      Thread thread =
          new Thread(
              () -> {
                RandomGenerator random = random(seed * 31 + number);
                Map<Integer, Integer> confirmed = new HashMap<>();
                meet(start);
                for (int i = 0; i < WRITES; i++) {
                  write(map, confirmed, random.nextInt(KEYS) * threads + number, i, outcome);
                }
                confirmed.forEach((key, value) -> check(map, key, value, outcome));
              });
      thread.start();
      running.add(thread);
    }
    for (Thread thread : running) {
      thread.join();
    }
    try {
      Invariants.check(map);
    } catch (AssertionError | RuntimeException e) {
      outcome.lost.incrementAndGet();
    }
    return outcome;
  }

  private static void write(
      Map<Integer, Integer> map,
      Map<Integer, Integer> confirmed,
      int key,
      int value,
      Outcome outcome) {
    outcome.writes.incrementAndGet();
    try {
      if (value % 4 == 0) {
        map.remove(key);
        confirmed.remove(key);
      } else {
        map.put(key, value);
        confirmed.put(key, value);
      }
    } catch (ConcurrentModificationException e) {
      confirmed.remove(key);
      outcome.detected.incrementAndGet();
    } catch (RuntimeException e) {
      confirmed.remove(key);
      outcome.otherErrors.incrementAndGet();
    }
  }

  private static void check(
      Map<Integer, Integer> map, Integer key, Integer value, Outcome outcome) {
    try {
      if (!value.equals(map.get(key))) {
        outcome.lost.incrementAndGet();
      }
    } catch (RuntimeException e) {
      outcome.otherErrors.incrementAndGet();
    }
  }

  @Test
  @Timeout(300)
  void onlyWriterLosesNothingToOthersThatReadAndIterate() throws Exception {
    InstrumentedMap<Integer, Integer> map = new InstrumentedMap<>();
    AtomicBoolean done = new AtomicBoolean();
    AtomicLong iterations = new AtomicLong();
    AtomicLong noticed = new AtomicLong();
    AtomicLong missed = new AtomicLong();
    List<Thread> readers = new ArrayList<>();
    for (int t = 0; t < 3; t++) {
      Thread reader =
          new Thread(
              () -> {
                RandomGenerator random = random(SEED);
                while (!done.get()) {
                  try {
                    iterations.incrementAndGet();
                    map.get(random.nextInt(KEYS));
                    map.forEach((key, value) -> {});
                    for (Integer key : map.keySet()) {
                      missed.addAndGet(map.containsKey(key) ? 0 : 1);
                    }
                  } catch (ConcurrentModificationException e) {
                    noticed.incrementAndGet();
                  } catch (RuntimeException e) {
                    // A reader without a lock may read anything; it must end, and harm nobody.
                  }
                }
              });
      reader.start();
      readers.add(reader);
    }
    Map<Integer, Integer> expected = new HashMap<>();
    RandomGenerator random = random(SEED);
    for (int i = 0; i < 20 * WRITES || noticed.get() == 0; i++) {
      int key = random.nextInt(i < WRITES ? KEYS : 10 * KEYS);
      if (random.nextInt(4) == 0) {
        assertThat(map.remove(key)).isEqualTo(expected.remove(key));
      } else {
        assertThat(map.put(key, i)).isEqualTo(expected.put(key, i));
      }
    }
    done.set(true);
    for (Thread reader : readers) {
      reader.join();
    }
    System.out.printf(
        "a writer under %,d iterations: noticed %,d times, %,d keys not found (seed %d)%n",
        iterations.get(), noticed.get(), missed.get(), SEED);
    assertThat(map).isEqualTo(expected);
    Invariants.check(map);
  }

  private static RandomGenerator random(long seed) {
    return RandomGeneratorFactory.of("L64X128MixRandom").create(seed);
  }

  private static void meet(CyclicBarrier barrier) {
    try {
      barrier.await();
    } catch (Exception e) {
      throw new IllegalStateException("the threads did not start together", e);
    }
  }
}
