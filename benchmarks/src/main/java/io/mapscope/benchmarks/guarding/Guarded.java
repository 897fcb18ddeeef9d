package io.mapscope.benchmarks.guarding;

import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import io.github.resilience4j.circuitbreaker.CircuitBreakerConfig.SlidingWindowSynchronizationStrategy;
import io.github.resilience4j.circuitbreaker.CircuitBreakerConfig.SlidingWindowType;
import io.mapscope.map.InstrumentedMap;
import io.mapscope.map.guarded.GuardedMaps;
import io.mapscope.resilience.AuditLog;
import io.mapscope.resilience.Breaker;
import io.mapscope.resilience.Deadline;
import io.mapscope.resilience.Policy;
import io.mapscope.resilience.ServiceLevel;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.Executor;
import java.util.concurrent.Executors;

/** A striped map alone and behind policies, from the inside out. Limits are never reached. */
public enum Guarded {
  /** The map alone. */
  BARE,
  /** Misses of a deadline are told. */
  DEADLINE_OBSERVED,
  /** Waits are bounded. */
  DEADLINE_BOUNDED,
  /** Another thread does it. */
  DEADLINE_ON_EXECUTOR,
  /** The breaker as its target makes it: a window without a lock. */
  BREAKER,
  /** The breaker with resilience4j's window behind a lock. */
  BREAKER_LOCKED,
  /** Every operation is logged, to a logger that drops it. */
  AUDIT,
  /** Only writes are. */
  AUDIT_WRITES,
  /** All, in the order of the documentation. */
  ALL;

  private static final int STRIPES = 16;
  private static final int WINDOW = 695;
  private static final int SECRET_BYTES = 32;

  ConcurrentMap<Long, Long> empty() {
    ConcurrentMap<Long, Long> map =
        GuardedMaps.striped(InstrumentedMap.<Long, Long>builder().name("guarding"), STRIPES);
    for (Policy policy : policies()) {
      map = policy.around("guarding", map);
    }
    return map;
  }

  private List<Policy> policies() {
    return switch (this) {
      case BARE -> List.of();
      case DEADLINE_OBSERVED -> List.of(Deadline.observed(Duration.ofHours(1)));
      case DEADLINE_BOUNDED -> List.of(Deadline.bounded(Duration.ofHours(1)));
      case DEADLINE_ON_EXECUTOR -> List.of(Deadline.onExecutor(Duration.ofHours(1), daemon()));
      case BREAKER -> List.of(breaker());
      case BREAKER_LOCKED -> List.of(Breaker.of(locked()));
      case AUDIT -> List.of(audit());
      case AUDIT_WRITES -> List.of(audit().onlyWrites());
      case ALL -> List.of(Deadline.bounded(Duration.ofHours(1)), breaker(), audit());
    };
  }

  private static Breaker breaker() {
    return Breaker.of(new ServiceLevel(0.999, Duration.ofHours(1)));
  }

  private static CircuitBreaker locked() {
    return CircuitBreaker.of(
        "guarding",
        new ServiceLevel(0.999, Duration.ofHours(1))
            .breakerConfig()
            .slidingWindow(
                WINDOW,
                WINDOW,
                SlidingWindowType.COUNT_BASED,
                SlidingWindowSynchronizationStrategy.SYNCHRONIZED)
            .build());
  }

  private static AuditLog audit() {
    return AuditLog.of(new DroppingLogger(), () -> "somebody", new byte[SECRET_BYTES]);
  }

  private static Executor daemon() {
    return Executors.newSingleThreadExecutor(
        task -> {
          Thread thread = new Thread(task, "guarding-owner");
          thread.setDaemon(true);
          return thread;
        });
  }
}
