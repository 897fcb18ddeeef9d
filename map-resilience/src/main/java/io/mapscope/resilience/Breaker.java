package io.mapscope.resilience;

import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import io.mapscope.map.EventSink;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;

/**
 * A circuit breaker, resilience4j's: when too many operations are slow or fail, it opens and all
 * are rejected with {@link BreakerOpenException}, at once; after a while some are let through, and
 * it closes if these are well.
 *
 * <p>All {@linkplain Policy operations} are timed and may be rejected, {@code size}, {@code clear}
 * and the making of an iterator too; not the steps of an iteration that has begun. Time is that of
 * the whole call, with what functions and policies further inside do.
 *
 * <p>Changes of the state are told as {@code mapscope.BreakerState}, as are, at the start of each
 * chunk, the state and how many calls were rejected. No thread is started: the breaker becomes half
 * open with the first call after the while. Calls on trial that never return keep it half open.
 */
public final class Breaker extends Policy {

  private final Function<String, CircuitBreaker> breakers;
  private final String target;

  /** Null for none. */
  private final Function<Object, ?> fallback;

  private Breaker(
      Function<String, CircuitBreaker> breakers, String target, Function<Object, ?> fallback) {
    this.breakers = breakers;
    this.target = target;
    this.fallback = fallback;
  }

  /**
   * A breaker for a target, a new one for each map; see {@link ServiceLevel#breakerConfig} for when
   * it opens.
   *
   * @param target the target, not null
   * @return a new policy
   */
  public static Breaker of(ServiceLevel target) {
    return new Breaker(
        name -> CircuitBreaker.of(name, target.breakerConfig().build()), " (" + target + ")", null);
  }

  /**
   * A breaker of your own: from a registry, say, or with another clock. It should be put around one
   * map. It keeps a listener for each map that it was put around.
   *
   * @param breaker the breaker, not null
   * @return a new policy
   */
  public static Breaker of(CircuitBreaker breaker) {
    Objects.requireNonNull(breaker, "breaker");
    return new Breaker(name -> breaker, "", null);
  }

  /**
   * The same breaker with answers for the time it is open: {@code get}, {@code getOrDefault} and
   * {@code containsKey} are answered by a function. All else is rejected as before: a write that
   * went elsewhere would be lost.
   *
   * @param answer gives a key's value or null for none; its values must be of the maps' type; not
   *     null
   * @return a new policy
   */
  public Breaker orElse(Function<Object, ?> answer) {
    return new Breaker(breakers, target, Objects.requireNonNull(answer, "answer"));
  }

  @Override
  Interceptor on(String name, Map<?, ?> map, EventSink events) {
    CircuitBreaker breaker = breakers.apply(name);
    BreakerStates states = BreakerStates.tell(breaker, events);
    String refusal =
        "the map '%s' rejects calls: its circuit breaker is open%s; try again later"
            .formatted(name, target);
    return new BreakerCalls(breaker, states, refusal, fallback);
  }
}
