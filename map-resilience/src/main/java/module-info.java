/**
 * Maps behind deadlines, circuit breakers and audit logs.
 *
 * <p>A module of its own, so that who only wants a map gets neither resilience4j nor SLF4J.
 */
// resilience4j publishes no module descriptors, only stable automatic names.
@SuppressWarnings({"requires-automatic", "requires-transitive-automatic"})
module io.mapscope.resilience {
  requires transitive io.github.resilience4j.circuitbreaker;
  requires io.github.resilience4j.core;
  requires transitive io.mapscope.map;
  requires transitive org.slf4j;

  exports io.mapscope.resilience;
}
