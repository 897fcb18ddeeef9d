package io.mapscope.otel.mapping;

import java.time.Instant;

/**
 * When an event happened.
 *
 * @param startTicks start in ticks of its JVM
 * @param endTicks end in ticks
 * @param startNanos start since the epoch
 * @param endNanos end since the epoch
 */
record EventTime(long startTicks, long endTicks, long startNanos, long endNanos) {

  static long nanos(Instant instant) {
    return instant.getEpochSecond() * 1_000_000_000L + instant.getNano();
  }

  /** Whether the other lies within; by ticks, which are exact across the borders of chunks. */
  boolean encloses(EventTime inner) {
    return startTicks <= inner.startTicks && inner.endTicks <= endTicks;
  }
}
