package io.mapscope.otel.source;

import io.mapscope.otel.mapping.StreamTime;
import io.opentelemetry.sdk.common.Clock;
import java.util.OptionalDouble;

/**
 * How far a live stream is behind: the longest time from the end of an event to its arrival in the
 * last batch. Flight Recorder flushes once a second, so about one second is what is best.
 */
final class LiveTime implements StreamTime {

  private static final double NANOS_PER_SECOND = 1e9;

  private final Clock clock;
  private long longest = -1;
  private volatile long lagNanos = -1;

  LiveTime(Clock clock) {
    this.clock = clock;
  }

  @Override
  public void reached(long endNanos) {
    longest = Math.max(longest, clock.now() - endNanos);
  }

  @Override
  public void batchEnded() {
    if (longest >= 0) {
      lagNanos = longest;
      longest = -1;
    }
  }

  @Override
  public OptionalDouble lagSeconds() {
    return lagNanos < 0 ? OptionalDouble.empty() : OptionalDouble.of(lagNanos / NANOS_PER_SECOND);
  }
}
