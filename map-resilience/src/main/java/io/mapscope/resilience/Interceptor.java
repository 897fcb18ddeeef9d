package io.mapscope.resilience;

import java.util.function.Function;
import java.util.function.Supplier;

/** What a policy does with each call of one map. */
interface Interceptor {

  /**
   * Makes a call, or refuses to.
   *
   * @param key the key, null when the operation has none (or when that is the key)
   * @param call asks the map behind
   */
  <R> R call(Operation operation, Object key, Supplier<R> call);

  /**
   * Makes a call that only looks for the value of a key.
   *
   * @param answer the result that such a value gives, null for none
   */
  default <R> R lookUp(
      Operation operation, Object key, Supplier<R> call, Function<Object, R> answer) {
    return call(operation, key, call);
  }

  /** Whether calls are made on other threads, where an iterator of the map may not be used. */
  default boolean changesThreads() {
    return false;
  }
}
