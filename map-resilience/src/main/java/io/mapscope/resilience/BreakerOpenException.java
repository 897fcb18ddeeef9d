package io.mapscope.resilience;

/**
 * An operation was not made, because the circuit breaker of its map is open. Nothing has changed.
 */
public final class BreakerOpenException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  BreakerOpenException(String message, boolean stackTrace) {
    super(message, null, false, stackTrace);
  }
}
