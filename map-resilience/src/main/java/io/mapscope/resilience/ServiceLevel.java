package io.mapscope.resilience;

import io.github.resilience4j.circuitbreaker.CircuitBreakerConfig;
import io.github.resilience4j.circuitbreaker.CircuitBreakerConfig.SlidingWindowSynchronizationStrategy;
import io.github.resilience4j.circuitbreaker.CircuitBreakerConfig.SlidingWindowType;
import java.math.BigDecimal;
import java.time.Duration;

/**
 * A target for operations: which share of them must be done within which time.
 *
 * <p>Implementation note. A breaker that opened at the first slow operation in a thousand would be
 * open most of the time: the target is one for weeks. It opens when the budget is used up 14.4
 * times too fast, which is when the alert on the same target pages somebody (2 % of 30 days' budget
 * in an hour). The window is so long that ten bad calls make that rate: with fewer it would be
 * chance.
 *
 * @param share share of the operations, above 0 and below 1
 * @param within the time, positive
 */
public record ServiceLevel(double share, Duration within) {

  /** How many times faster than allowed the budget is used up when a breaker opens. */
  static final double BURN_RATE = 14.4;

  private static final int BAD_CALLS = 10;
  private static final int LEAST_WINDOW = 100;

  /** At some 30 bytes a call, three megabytes. */
  private static final int LARGEST_WINDOW = 100_000;

  private static final int TRIAL_CALLS = 100;
  private static final float PERCENT = 100;

  /**
   * Checks the target.
   *
   * @param share of the operations, between 0 and 1
   * @param within what time they are to end, positive
   * @throws IllegalArgumentException if the share is not between 0 and 1, or the time not positive
   */
  public ServiceLevel {
    if (!(share > 0 && share < 1)) {
      throw new IllegalArgumentException(
          "the share of a service level must be between 0 and 1, as 0.999: " + share);
    }
    if (within.isNegative() || within.isZero()) {
      throw new IllegalArgumentException("the time of a service level must be positive: " + within);
    }
  }

  /**
   * What a breaker for this target is made of; all of it can be changed. Calls above the time are
   * slow; the rates of slow and of failed calls at which it opens are 14.4 times the share that may
   * miss the target; the window is counted in calls; after a second, 100 calls are let through on
   * trial. What a caller has done wrong is no failure: {@link NullPointerException}, {@link
   * ClassCastException}, {@link IllegalArgumentException}, {@link UnsupportedOperationException},
   * and what was cancelled.
   *
   * @return a new builder of resilience4j's
   */
  public CircuitBreakerConfig.Builder breakerConfig() {
    float percent = (float) Math.min(PERCENT, (1 - share) * BURN_RATE * PERCENT);
    int window = (int) Math.ceil(BAD_CALLS * PERCENT / percent);
    int bounded = Math.max(LEAST_WINDOW, Math.min(LARGEST_WINDOW, window));
    CircuitBreakerConfig defaults =
        CircuitBreakerConfig.custom()
            .slowCallDurationThreshold(within)
            .slowCallRateThreshold(percent)
            .failureRateThreshold(percent)
            .slidingWindow(
                bounded,
                bounded,
                SlidingWindowType.COUNT_BASED,
                SlidingWindowSynchronizationStrategy.LOCK_FREE)
            .waitDurationInOpenState(Duration.ofSeconds(1))
            .permittedNumberOfCallsInHalfOpenState(TRIAL_CALLS)
            .ignoreException(ServiceLevel::isCallersDoing)
            .build();
    // A builder takes the wait once only; this one has not been given it yet.
    return CircuitBreakerConfig.from(defaults);
  }

  private static boolean isCallersDoing(Throwable thrown) {
    return thrown instanceof NullPointerException
        || thrown instanceof ClassCastException
        || thrown instanceof IllegalArgumentException
        || thrown instanceof UnsupportedOperationException
        || (thrown instanceof OperationAbandonedException abandoned && abandoned.isCancelled());
  }

  /** As people say it: {@code 99.9 % within 1 ms}. */
  @Override
  public String toString() {
    String percent =
        BigDecimal.valueOf(share).movePointRight(2).stripTrailingZeros().toPlainString();
    return percent + " % within " + readable(within);
  }

  private static String readable(Duration time) {
    long nanos = time.toNanos();
    if (nanos % 1_000_000 == 0) {
      return nanos / 1_000_000 + " ms";
    }
    return nanos % 1_000 == 0 ? nanos / 1_000 + " us" : nanos + " ns";
  }
}
