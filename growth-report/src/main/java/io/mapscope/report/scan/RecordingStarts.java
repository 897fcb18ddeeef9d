package io.mapscope.report.scan;

import java.util.TreeSet;

/**
 * When the recordings of the JVM began, as far as the file tells.
 *
 * <p>Implementation note. It tells of all that ran, in whole milliseconds, and not which of them it
 * is a file of. So one that began with the file is taken for it, and an older one for another's.
 */
final class RecordingStarts {

  private static final int MOST = 1_000;
  // On a busy machine seconds pass from the start of a recording to that of its first chunk.
  private static final long SLACK_NANOS = 10_000_000_000L;

  private final TreeSet<Long> starts = new TreeSet<>();

  void began(long nanos) {
    if (starts.size() < MOST) {
      starts.add(nanos);
    }
  }

  /** How much of it was thrown away before the first moment of the file, 0 when nothing was. */
  long discardedBefore(long fileStart) {
    if (starts.isEmpty()
        || !starts.subSet(fileStart - SLACK_NANOS, fileStart + SLACK_NANOS).isEmpty()) {
      return 0;
    }
    return Math.max(0, fileStart - starts.first());
  }
}
