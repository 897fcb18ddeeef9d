package io.mapscope.otel.mapping;

import io.mapscope.events.recording.CallSite;

/**
 * A growth of a map that tells nothing itself, known by a traced call of the method that grew it.
 *
 * @param identity class of the map, and the line that called it for a name
 * @param method class and method that was traced
 * @param threadId the thread that grew the map and waited for it
 * @param threadName name of the thread, or null
 * @param startNanos start since the epoch
 * @param endNanos end since the epoch
 * @param callSite the line that called the map, or null
 * @param buckets length of the new table, 0 when its allocation was not recorded
 * @param helping whether the thread helped with a growth that another one had begun
 */
record TracedGrowth(
    MapIdentity identity,
    String method,
    long threadId,
    String threadName,
    long startNanos,
    long endNanos,
    CallSite callSite,
    long buckets,
    boolean helping) {

  long durationNanos() {
    return endNanos - startNanos;
  }
}
