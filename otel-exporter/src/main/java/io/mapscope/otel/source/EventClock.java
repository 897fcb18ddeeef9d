package io.mapscope.otel.source;

import io.mapscope.otel.mapping.StreamTime;
import io.opentelemetry.sdk.common.Clock;
import java.time.Duration;
import java.util.OptionalDouble;

/**
 * A clock that is driven by the events of a recording, so that the metrics made of it carry the
 * time at which things happened.
 *
 * <p>Implementation note. Metrics are collected when event time passes a full step, and stamped
 * with that moment, which is a moment when all events before it have been mapped. Nothing is
 * collected in a stretch without events. The step is a second, or longer when the recording is so
 * long that there would be too many points.
 *
 * <p>Not thread-safe, except that {@link #now} may be read from any thread.
 */
final class EventClock implements Clock, StreamTime {

  // An hour at full resolution: 3,600 collections of a ten-map program are some 50 MB of JSON.
  private static final int MOST_POINTS = 3600;
  private static final long SECOND = 1_000_000_000L;

  private final long step;
  private final long last;
  private volatile long now;
  private long nextPoint;
  private Runnable onPoint = () -> {};

  /** The clock of a recording. */
  EventClock(long startNanos, Duration length) {
    this(
        startNanos,
        Math.max(SECOND, roundUp(length.toNanos() / MOST_POINTS)),
        startNanos + length.toNanos());
  }

  /** The clock of recordings that go on. */
  static EventClock withoutEnd(long startNanos) {
    return new EventClock(startNanos, SECOND, Long.MAX_VALUE);
  }

  private EventClock(long startNanos, long step, long last) {
    this.step = step;
    this.last = last;
    this.now = startNanos;
    this.nextPoint = pointAfter(startNanos);
  }

  /** What to do when a step is over. */
  void onPoint(Runnable action) {
    this.onPoint = action;
  }

  @Override
  public void reached(long nanos) {
    // An event may tell any time; what lies outside of the recording makes no points.
    long endNanos = Math.min(nanos, last);
    if (endNanos >= nextPoint) {
      now = Math.max(now, nextPoint);
      onPoint.run();
      nextPoint = pointAfter(endNanos);
    }
    now = Math.max(now, endNanos);
  }

  @Override
  public void batchEnded() {}

  @Override
  public OptionalDouble lagSeconds() {
    return OptionalDouble.empty();
  }

  @Override
  public long now() {
    return now;
  }

  @Override
  public long nanoTime() {
    return now;
  }

  private long pointAfter(long nanos) {
    return nanos - Math.floorMod(nanos, step) + step;
  }

  private static long roundUp(long nanos) {
    return (nanos + SECOND - 1) / SECOND * SECOND;
  }
}
