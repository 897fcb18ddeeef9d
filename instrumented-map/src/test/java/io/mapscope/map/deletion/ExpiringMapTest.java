package io.mapscope.map.deletion;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import io.mapscope.map.InstrumentedMap;
import io.mapscope.map.guarded.GuardedMaps;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

class ExpiringMapTest {

  private static final long SECOND = 1_000_000_000;

  private final AtomicLong clock = new AtomicLong(-5 * SECOND);
  private final ConcurrentMap<Integer, Timed<String>> behind =
      GuardedMaps.striped(InstrumentedMap.<Integer, Timed<String>>builder().name("ages"), 4);
  private final ExpiringMap<Integer, String> map =
      new ExpiringMap<>(behind, Duration.ofSeconds(10), clock::get);

  @Test
  void valueIsDeadAtItsAgeToTheNanosecond() {
    map.put(1, "one");
    clock.addAndGet(10 * SECOND - 1);
    assertThat(map.get(1)).isEqualTo("one");
    assertThat(map.keySet()).containsExactly(1);
    clock.incrementAndGet();
    assertThat(map.get(1)).isNull();
    assertThat(map).doesNotContainKey(1);
    assertThat(map.keySet().iterator().hasNext()).isFalse();
    assertThat(map.putIfAbsent(1, "again")).isNull();
    assertThat(map.get(1)).isEqualTo("again");
  }

  @Test
  void memoryGoesWithoutAnyLookup() {
    for (int i = 0; i < 1_000; i++) {
      map.put(i, "v");
    }
    clock.addAndGet(11 * SECOND);
    assertThat(behind).hasSize(1_000);
    while (map.expire(300) == 300) {
      assertThat(behind).isNotEmpty();
    }
    assertThat(behind).isEmpty();
  }

  @Test
  void writingMakesYoungAgainButAFunctionThatKeepsTheValueDoesNot() {
    String value = "same";
    map.put(1, value);
    map.put(2, value);
    clock.addAndGet(6 * SECOND);
    map.put(1, value);
    map.compute(2, (k, v) -> v);
    map.putIfAbsent(2, "other");
    clock.addAndGet(6 * SECOND);
    map.expire(1_000);
    assertThat(map.get(1)).isEqualTo("same");
    assertThat(behind).hasSize(1).containsKey(1);
  }

  @Test
  void eachEntryCanHaveItsAge() {
    map.put(1, "short", Duration.ofMillis(1));
    map.put(2, "long", Duration.ofDays(1_000));
    map.put(3, "for ever", Duration.ofSeconds(Long.MAX_VALUE));
    clock.addAndGet(2_000_000);
    assertThat(map.get(1)).isNull();
    clock.addAndGet(Duration.ofDays(999).toNanos());
    map.expire(1_000);
    assertThat(map.get(2)).isEqualTo("long");
    clock.addAndGet(Duration.ofDays(2).toNanos());
    map.expire(1_000);
    assertThat(map).isEqualTo(Map.of(3, "for ever"));
    assertThat(behind).hasSize(1);
    assertThatIllegalArgumentException().isThrownBy(() -> map.put(1, "none", Duration.ZERO));
  }

  @Test
  void eachWriteLooksAtSoManyAndNoMoreHoweverManyHaveDied() {
    for (int i = 0; i < 10_000; i++) {
      map.put(i, "v");
    }
    clock.addAndGet(3_600 * SECOND);
    int writes = 0;
    int before = behind.size();
    while (before > writes) {
      map.put(-1 - writes, "new");
      writes++;
      int now = behind.size();
      assertThat(before + 1 - now).isBetween(0, ExpiringMap.PER_WRITE);
      before = now;
      assertThat(writes).as("it does not fall behind").isLessThan(20_000);
    }
    assertThat(behind.keySet()).allMatch(key -> key < 0);
  }

  /** A key whose {@code equals} can be made to throw. */
  private record Fragile(int number, AtomicReference<RuntimeException> failure) {
    @Override
    public boolean equals(Object other) {
      RuntimeException thrown = failure.get();
      if (thrown != null) {
        throw thrown;
      }
      return other instanceof Fragile that && that.number == number;
    }

    @Override
    public int hashCode() {
      return 1;
    }
  }

  @Test
  void expiryThatThrowsForgetsNoValue() {
    AtomicReference<RuntimeException> failure = new AtomicReference<>();
    ConcurrentMap<Fragile, Timed<String>> stored = GuardedMaps.oneLock(InstrumentedMap.builder());
    ExpiringMap<Fragile, String> fragile =
        new ExpiringMap<>(stored, Duration.ofSeconds(1), clock::get);
    for (int i = 0; i < 20; i++) {
      fragile.put(new Fragile(i, failure), "v");
    }
    clock.addAndGet(2 * SECOND);
    failure.set(new IllegalStateException("own"));
    assertThatIllegalStateException().isThrownBy(() -> fragile.expire(100)).withMessage("own");
    failure.set(null);
    clock.addAndGet(SECOND);
    fragile.expire(100);
    assertThat(stored).isEmpty();
  }

  @Test
  void listenersAreToldThatItWasTheAge() {
    Received<Integer, String> received = new Received<>();
    try (DeletionBus<Integer, Timed<String>> bus =
        DeletionBus.<Integer, Timed<String>>to(Timed.unwrapping(received)).start()) {
      ExpiringMap<Integer, String> told =
          new ExpiringMap<>(
              new NotifyingMap<>(new ConcurrentHashMap<>(), List.of(bus)),
              Duration.ofSeconds(10),
              clock::get);
      told.put(1, "a");
      told.put(2, "b");
      told.put(3, "c");
      told.put(3, "d");
      told.remove(3);
      clock.addAndGet(10 * SECOND);
      assertThat(told.put(2, "new")).isNull();
      clock.addAndGet(5 * SECOND);
      told.expire(100);
    }
    assertThat(received.told())
        .containsExactlyInAnyOrder("3=c REPLACED", "3=d EXPLICIT", "2=b EXPIRED", "1=a EXPIRED");
  }

  @Test
  void wheelGivesEachValueInItsTickAndOnce() {
    long seed = Long.getLong("mapscope.seed", System.nanoTime());
    SplittableRandom random = new SplittableRandom(seed);
    long tick = 1 << 20;
    long now = random.nextLong();
    TimerWheel<Integer> wheel = new TimerWheel<>(now);
    Map<Integer, Timed<Integer>> alive = new HashMap<>();
    for (int i = 0; i < 100_000; i++) {
      // Ages from nothing to years, each magnitude as often.
      long age = random.nextLong(1L << (1 + random.nextInt(62)));
      Timed<Integer> timed = new Timed<>(i, i, now + age);
      wheel.schedule(timed);
      alive.put(i, timed);
      if (random.nextInt(4) == 0) {
        Timed<Integer> cancelled = alive.remove(random.nextInt(i + 1));
        if (cancelled != null) {
          wheel.cancel(cancelled);
        }
      }
      now += random.nextLong(1L << (1 + random.nextInt(47)));
      List<Timed<Integer>> dead = new ArrayList<>();
      int looked = wheel.advance(now, 1 + random.nextInt(20), dead);
      for (Timed<Integer> gone : dead) {
        assertThat(gone.isDead(now)).as("seed %d", seed).isTrue();
        assertThat(alive.remove(gone.value)).as("seed %d", seed).isSameAs(gone);
      }
      assertThat(looked).isGreaterThanOrEqualTo(dead.size());
      assertThat(wheel.size()).isEqualTo(alive.size());
    }
    List<Timed<Integer>> dead = new ArrayList<>();
    assertThat(wheel.advance(now, Integer.MAX_VALUE, dead))
        .isLessThanOrEqualTo(TimerWheel.WHEELS * alive.size());
    dead.forEach(gone -> alive.remove(gone.value));
    for (Timed<Integer> left : alive.values()) {
      assertThat(left.deadline - now).as("seed %d", seed).isGreaterThan(-tick);
    }
  }
}
