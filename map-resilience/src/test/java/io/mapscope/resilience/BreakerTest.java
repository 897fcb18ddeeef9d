package io.mapscope.resilience;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import io.github.resilience4j.circuitbreaker.CircuitBreaker.State;
import io.github.resilience4j.circuitbreaker.CircuitBreakerConfig;
import io.github.resilience4j.circuitbreaker.CircuitBreakerConfig.SlidingWindowSynchronizationStrategy;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.Iterator;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

class BreakerTest {

  private static final ServiceLevel TARGET = new ServiceLevel(0.9, Duration.ofMillis(1));

  private final TestClock clock = new TestClock();
  private final CircuitBreaker breaker =
      CircuitBreaker.of(
          "orders",
          TARGET
              .breakerConfig()
              .slidingWindowSize(10)
              .minimumNumberOfCalls(10)
              .slowCallRateThreshold(50)
              .failureRateThreshold(50)
              .permittedNumberOfCallsInHalfOpenState(2)
              .clock(clock)
              .currentTimestampFunction(c -> clock.nanos, TimeUnit.NANOSECONDS)
              .build());
  private final Map<String, Integer> behind = new HashMap<>();
  private final Map<String, Integer> map = Breaker.of(breaker).around("orders", behind);

  @Test
  void opensOnSlowOperationsAndClosesWhenTheyAreFastAgain() {
    slow(4);
    fast(6);
    assertThat(breaker.getState()).isEqualTo(State.CLOSED);
    slow(5);
    assertThat(breaker.getState()).isEqualTo(State.OPEN);
    assertRejected(() -> map.put("b", 1));
    assertThat(behind).doesNotContainKey("b");
    clock.pass(Duration.ofSeconds(1));
    assertRejected(() -> map.get("a"));
    clock.pass(Duration.ofMillis(1));
    fast(1);
    assertThat(breaker.getState()).isEqualTo(State.HALF_OPEN);
    fast(1);
    assertThat(breaker.getState()).isEqualTo(State.CLOSED);
    map.put("b", 1);
    assertThat(behind).containsEntry("b", 1);
  }

  @Test
  void slowOnTrialOpensAgain() {
    slow(10);
    clock.pass(Duration.ofMillis(1_001));
    slow(2);
    assertThat(breaker.getState()).isEqualTo(State.OPEN);
  }

  @Test
  void opensOnFailuresButNotOnWhatCallersDoWrong() {
    Map<String, Integer> refusing = new ConcurrentHashMap<>();
    Map<String, Integer> guarded = Breaker.of(breaker).around("orders", refusing);
    for (int i = 0; i < 20; i++) {
      assertThatThrownBy(() -> guarded.put(null, 1)).isInstanceOf(NullPointerException.class);
    }
    assertThat(breaker.getState()).isEqualTo(State.CLOSED);
    for (int i = 0; i < 10; i++) {
      assertThatThrownBy(() -> guarded.compute("a", (k, v) -> failing()))
          .isInstanceOf(IllegalStateException.class);
    }
    assertThat(breaker.getState()).isEqualTo(State.OPEN);
  }

  @Test
  void everyOperationIsRejectedAndStepsOfAnIterationAreNot() {
    behind.putAll(Map.of("a", 1, "b", 2));
    Iterator<Map.Entry<String, Integer>> begun = map.entrySet().iterator();
    Map.Entry<String, Integer> first = begun.next();
    breaker.transitionToOpenState();
    assertThat(begun.hasNext()).isTrue();
    assertThat(begun.next()).isNotNull();
    assertRejected(begun::remove);
    assertRejected(() -> first.setValue(3));
    assertRejected(map::size);
    assertRejected(map::isEmpty);
    assertRejected(map::clear);
    assertRejected(() -> map.keySet().iterator());
    assertRejected(() -> map.values().iterator());
    assertRejected(() -> map.forEach((k, v) -> {}));
    assertRejected(() -> map.containsKey("a"));
    assertRejected(() -> map.containsValue(1));
    assertRejected(() -> map.keySet().remove("a"));
    assertRejected(() -> map.entrySet().contains(first));
    assertRejected(() -> map.putAll(Map.of("c", 3)));
    assertRejected(() -> map.replaceAll((k, v) -> 0));
    assertRejected(() -> map.remove("a"));
    assertThat(behind).isEqualTo(Map.of("a", 1, "b", 2));
  }

  @Test
  void lookupsAreAnsweredByTheFallbackAndWritesAreNot() {
    Map<String, Integer> stale = Map.of("a", 41);
    Map<String, Integer> guarded = Breaker.of(breaker).orElse(stale::get).around("orders", behind);
    behind.put("a", 42);
    assertThat(guarded.get("a")).isEqualTo(42);
    breaker.transitionToOpenState();
    assertThat(guarded.get("a")).isEqualTo(41);
    assertThat(guarded.get("b")).isNull();
    assertThat(guarded.getOrDefault("b", 5)).isEqualTo(5);
    assertThat(guarded.containsKey("a")).isTrue();
    assertThat(guarded.containsKey("b")).isFalse();
    assertRejected(() -> guarded.put("a", 1));
  }

  @Test
  void targetGivesThresholdsAndWindow() {
    CircuitBreakerConfig config =
        new ServiceLevel(0.999, Duration.ofMillis(1)).breakerConfig().build();
    assertThat(config.getSlowCallDurationThreshold()).isEqualTo(Duration.ofMillis(1));
    assertThat(config.getSlowCallRateThreshold()).isEqualTo(1.44f);
    assertThat(config.getFailureRateThreshold()).isEqualTo(1.44f);
    assertThat(config.getSlidingWindowSize()).isEqualTo(695);
    assertThat(config.getMinimumNumberOfCalls()).isEqualTo(695);
    assertThat(config.getSlidingWindowSynchronizationStrategy())
        .isEqualTo(SlidingWindowSynchronizationStrategy.LOCK_FREE);
    assertThat(config.getWaitIntervalFunctionInOpenState().apply(1)).isEqualTo(1_000L);
    CircuitBreakerConfig patient =
        TARGET.breakerConfig().waitDurationInOpenState(Duration.ofSeconds(7)).build();
    assertThat(patient.getWaitIntervalFunctionInOpenState().apply(1)).isEqualTo(7_000L);
    CircuitBreakerConfig loose =
        new ServiceLevel(0.5, Duration.ofMillis(1)).breakerConfig().build();
    assertThat(loose.getSlowCallRateThreshold()).isEqualTo(100f);
    assertThat(loose.getSlidingWindowSize()).isEqualTo(100);
  }

  @Test
  void refusalNamesMapAndTarget() {
    Map<String, Integer> guarded =
        Breaker.of(new ServiceLevel(0.999, Duration.ofNanos(1))).around("orders", behind);
    assertThatThrownBy(
            () -> {
              for (int i = 0; i < 1_000; i++) {
                guarded.put("a", i);
              }
            })
        .isInstanceOf(BreakerOpenException.class)
        .hasMessage(
            "the map 'orders' rejects calls: its circuit breaker is open (99.9 % within 1 ns); try"
                + " again later");
    assertThat(new ServiceLevel(0.99, Duration.ofMillis(5))).hasToString("99 % within 5 ms");
  }

  @Test
  void listenerOfABreakerThatThrowsHarmsNoOperation() {
    breaker
        .getEventPublisher()
        .onSuccess(
            event -> {
              throw new IllegalStateException("listener");
            });
    map.put("a", 1);
    assertThat(map.get("a")).isEqualTo(1);
  }

  @Test
  void shareIsChecked() {
    assertThatThrownBy(() -> new ServiceLevel(99.9, Duration.ofMillis(1)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("between 0 and 1");
  }

  private static Integer failing() {
    throw new IllegalStateException("the map's own");
  }

  private void slow(int calls) {
    for (int i = 0; i < calls; i++) {
      map.compute(
          "a",
          (k, v) -> {
            clock.pass(Duration.ofNanos(1_000_001));
            return 1;
          });
    }
  }

  private void fast(int calls) {
    for (int i = 0; i < calls; i++) {
      map.get("a");
    }
  }

  private static void assertRejected(ThrowingCallable call) {
    assertThatThrownBy(call)
        .isInstanceOf(BreakerOpenException.class)
        .hasMessageContaining("the map 'orders' rejects calls");
  }

  private static final class TestClock extends Clock {
    private long nanos;

    void pass(Duration time) {
      nanos += time.toNanos();
    }

    @Override
    public Instant instant() {
      return Instant.ofEpochSecond(1_000_000, nanos);
    }

    @Override
    public ZoneId getZone() {
      return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(ZoneId zone) {
      return this;
    }
  }
}
