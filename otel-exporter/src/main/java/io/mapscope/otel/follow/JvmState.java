package io.mapscope.otel.follow;

import io.mapscope.otel.pipeline.MetricTotals;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * How far the chunks of one JVM have been exported.
 *
 * <p>Implementation note. The mapping pairs events that may lie in different chunks (the start and
 * end of a growth, a step and its evacuations) and waits up to two batches for late ones. What it
 * holds is not saved; instead the last chunks are read again, and the spans that come of it a
 * second time are known and left out. Three chunks and five seconds hold more than two batches,
 * whose length is half a second to a second, and two periods of the statistics from which totals
 * are taken.
 *
 * @param ended whether the mapping was ended after the last chunk, as nothing came for long
 * @param overlap the chunks to read again, oldest first
 * @param totals the metrics after the last of them
 */
record JvmState(boolean ended, List<PassedChunk> overlap, MetricTotals totals) {

  static final int LEAST_CHUNKS = 3;
  static final long LEAST_NANOS = 5_000_000_000L;
  // Twenty chunks of the default size, to be read again after a restart: some seconds.
  static final long MOST_BYTES = 256L << 20;
  // Eight megabytes a destination. With fewer the overlap of a busy program would be cut short.
  static final int MOST_SPANS = 1_000_000;

  static final JvmState NEW = new JvmState(false, List.of(), MetricTotals.NONE);

  JvmState {
    overlap = List.copyOf(overlap);
  }

  /**
   * The state after one more chunk.
   *
   * @param neededSince start of the oldest event that the mapping still holds, since the epoch
   */
  JvmState passed(PassedChunk chunk, long neededSince, MetricTotals now) {
    List<PassedChunk> chunks = new ArrayList<>(overlap);
    chunks.add(chunk);
    while (chunks.size() > 1 && canDropFirst(chunks, neededSince)) {
      chunks.remove(0);
    }
    return new JvmState(false, chunks, now);
  }

  /** The state after the mapping was ended, which has told what it held. */
  JvmState end(Map<String, long[]> confirmed, MetricTotals now) {
    List<PassedChunk> chunks = new ArrayList<>(overlap);
    int last = chunks.size() - 1;
    chunks.set(last, chunks.get(last).plus(confirmed));
    return new JvmState(true, chunks, now);
  }

  boolean isConfirmed(String destination, long spanId) {
    return overlap.stream().anyMatch(chunk -> chunk.isConfirmed(destination, spanId));
  }

  long reachedNanos() {
    return overlap.isEmpty() ? Long.MIN_VALUE : overlap.get(overlap.size() - 1).endNanos();
  }

  private static boolean canDropFirst(List<PassedChunk> chunks, long neededSince) {
    if (chunks.stream().mapToLong(PassedChunk::bytes).sum() > MOST_BYTES
        || chunks.stream().mapToLong(PassedChunk::spans).sum() > MOST_SPANS) {
      return true;
    }
    PassedChunk second = chunks.get(1);
    PassedChunk last = chunks.get(chunks.size() - 1);
    return chunks.size() > LEAST_CHUNKS
        && last.endNanos() - second.startNanos() >= LEAST_NANOS
        && second.startNanos() <= neededSince;
  }
}
