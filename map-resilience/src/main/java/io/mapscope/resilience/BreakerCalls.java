package io.mapscope.resilience;

import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * Calls that a breaker permits and is told the time and the failure of.
 *
 * <p>Implementation note. What listeners and predicates of somebody else's breaker throw when they
 * are told must not become the failure of an operation that was done, so it is dropped.
 */
final class BreakerCalls implements Interceptor {

  private final CircuitBreaker breaker;
  private final BreakerStates states;
  private final String refusal;
  private final Function<Object, ?> fallback;

  /** With a fallback or null. */
  BreakerCalls(
      CircuitBreaker breaker, BreakerStates states, String refusal, Function<Object, ?> fallback) {
    this.breaker = breaker;
    this.states = states;
    this.refusal = refusal;
    this.fallback = fallback;
  }

  @Override
  public <R> R call(Operation operation, Object key, Supplier<R> call) {
    if (!isPermitted()) {
      throw rejected();
    }
    return permitted(call);
  }

  @Override
  public <R> R lookUp(
      Operation operation, Object key, Supplier<R> call, Function<Object, R> answer) {
    if (isPermitted()) {
      return permitted(call);
    }
    if (fallback == null) {
      throw rejected();
    }
    states.rejected();
    return answer.apply(fallback.apply(key));
  }

  private boolean isPermitted() {
    return breaker.tryAcquirePermission();
  }

  private BreakerOpenException rejected() {
    states.rejected();
    return new BreakerOpenException(
        refusal, breaker.getCircuitBreakerConfig().isWritableStackTraceEnabled());
  }

  private <R> R permitted(Supplier<R> call) {
    long start = breaker.getCurrentTimestamp();
    R result;
    try {
      result = call.get();
    } catch (Throwable thrown) {
      told(() -> breaker.onError(elapsed(start), breaker.getTimestampUnit(), thrown));
      throw thrown;
    }
    told(() -> breaker.onSuccess(elapsed(start), breaker.getTimestampUnit()));
    return result;
  }

  private long elapsed(long start) {
    return breaker.getCurrentTimestamp() - start;
  }

  private static void told(Runnable telling) {
    try {
      telling.run();
    } catch (RuntimeException e) {
      // A listener's own.
    }
  }
}
