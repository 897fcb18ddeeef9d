package io.mapscope.otel.mapping;

import java.time.Instant;
import java.util.concurrent.atomic.AtomicLong;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps what goes wrong with one event away from the next: counts it and tells the first of its
 * kind.
 *
 * <p>Implementation note. Errors are caught too: a reader of recordings meets stacks that overflow
 * and classes that do not link, and a stream whose handler throws an error ends without a word. The
 * log gets the event's type, map, number and time, never its values, which may be the program's.
 */
final class Guard {

  /** Stands for a map, a number or a time that is not known. */
  static final long UNKNOWN = -1;

  private static final Logger LOG = LoggerFactory.getLogger(Guard.class);

  private final String kind;

  // Written by the mapping's thread, read by metric readers and the summary.
  private final AtomicLong failures = new AtomicLong();

  Guard(String kind) {
    this.kind = kind;
  }

  long failures() {
    return failures.get();
  }

  /** Takes what was thrown while an event was mapped. */
  void failed(long mapNumber, long sequence, long endNanos, Throwable failure) {
    if (failures.getAndIncrement() > 0) {
      return;
    }
    try {
      LOG.warn(
          "Cannot map {} of map {}, number {}, at {}: {}; later failures are only counted",
          kind,
          mapNumber == UNKNOWN ? "?" : mapNumber,
          sequence == UNKNOWN ? "?" : sequence,
          endNanos == UNKNOWN ? "?" : Instant.ofEpochSecond(0, endNanos),
          failure.toString());
      LOG.debug("Thrown while {} was mapped", kind, failure);
    } catch (RuntimeException | Error unprintable) {
      // It is counted; more cannot be said of it.
    }
  }
}
