package io.mapscope.otel.follow;

import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;

/**
 * A chunk that was exported, and the spans that were confirmed meanwhile.
 *
 * @param id identifies the chunk
 * @param bytes its size
 * @param startNanos its start since the epoch
 * @param endNanos its end since the epoch
 * @param confirmed ids of spans in ascending order, by destination; not to be modified
 */
record PassedChunk(
    long id, long bytes, long startNanos, long endNanos, Map<String, long[]> confirmed) {

  static PassedChunk of(ChunkHeader header, Map<String, long[]> confirmed) {
    return new PassedChunk(
        header.id(), header.bytes(), header.startNanos(), header.endNanos(), confirmed);
  }

  boolean isConfirmed(String destination, long spanId) {
    long[] ids = confirmed.get(destination);
    return ids != null && Arrays.binarySearch(ids, spanId) >= 0;
  }

  /** Spans of the destination that has most. */
  long spans() {
    return confirmed.values().stream().mapToLong(ids -> ids.length).max().orElse(0);
  }

  PassedChunk plus(Map<String, long[]> more) {
    Map<String, long[]> both = new HashMap<>(confirmed);
    more.forEach((destination, ids) -> both.merge(destination, ids, PassedChunk::merge));
    return new PassedChunk(id, bytes, startNanos, endNanos, both);
  }

  static long[] merge(long[] some, long[] more) {
    long[] all = Arrays.copyOf(some, some.length + more.length);
    System.arraycopy(more, 0, all, some.length, more.length);
    Arrays.sort(all);
    return all;
  }
}
