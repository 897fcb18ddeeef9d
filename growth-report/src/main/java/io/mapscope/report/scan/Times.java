package io.mapscope.report.scan;

import java.time.Instant;
import jdk.jfr.consumer.RecordedEvent;

/** Times of events as nanoseconds since the epoch. */
final class Times {

  private static final long SECOND = 1_000_000_000L;

  private Times() {}

  static long start(RecordedEvent event) {
    return nanos(event.getStartTime());
  }

  static long nanos(Instant time) {
    return time.getEpochSecond() * SECOND + time.getNano();
  }
}
