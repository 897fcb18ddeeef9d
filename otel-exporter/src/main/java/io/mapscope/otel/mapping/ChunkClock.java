package io.mapscope.otel.mapping;

import io.mapscope.events.recording.ChunkStart;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import jdk.jfr.consumer.RecordedEvent;

/**
 * Turns the ticks of events into time since the epoch, the same way whoever reads them.
 *
 * <p>Implementation note. Each chunk's header tells a moment both in ticks and in time. The JDK's
 * readers take that of the first chunk they happen to read and extrapolate from there, so two
 * readers of the same event disagree: by the time between two readings of clocks (some 100 ns),
 * and, where ticks are a processor's counter, by as much as that counter has drifted since. Here an
 * event is converted by the chunk that its end falls into, which every reader has read. Start and
 * end take the same chunk, so that the duration is exact. The JDK hands out raw ticks as the value
 * of the fields {@code startTime} and {@code duration}. An event that took its end time before a
 * chunk ended and was written after may fall to the chunk before; a reader that lacks that one
 * takes the next.
 *
 * <p>Used by one thread at a time.
 */
public class ChunkClock {

  // At least 12 MB each by default: a reader is never that far behind.
  private static final int MOST_CHUNKS = 10_000;

  private final TreeMap<Long, ChunkStart> chunks = new TreeMap<>();
  private final Set<Long> mapped = new HashSet<>();
  private ChunkStart current;
  private long currentUntil;
  private boolean currentMapped;
  private long latestChunk = Long.MIN_VALUE;
  private boolean batchBegun;

  /** A clock that knows no chunk and so converts as the JDK does. */
  public ChunkClock() {}

  /**
   * Makes a chunk known, unless it is.
   *
   * @param start its start
   */
  public final void add(ChunkStart start) {
    current = null;
    if (chunks.putIfAbsent(start.ticks(), start) == null) {
      if (chunks.size() > MOST_CHUNKS) {
        chunks.pollFirstEntry();
      }
    }
  }

  /**
   * Makes a chunk known whose events have been mapped already, and are not to be mapped again.
   *
   * @param start its start
   */
  public final void addMapped(ChunkStart start) {
    add(start);
    mapped.add(start.ticks());
  }

  /**
   * Tells that the chunks that events came from so far have been read to their ends: another stream
   * that is attached maps none of them again.
   */
  public final void chunksRead() {
    current = null;
    mapped.addAll(chunks.headMap(latestChunk, true).keySet());
  }

  /** The first event of a batch is about to be converted: whoever knows of new chunks adds them. */
  protected void batchBegins() {}

  final void batchEnded() {
    batchBegun = false;
  }

  /** When an event of these ticks happened; null when its chunk has been mapped already. */
  final EventTime of(RecordedEvent event, long start, long end) {
    if (!batchBegun) {
      batchBegun = true;
      batchBegins();
    }
    ChunkStart chunk = chunkAt(end);
    if (chunk == null) {
      return new EventTime(
          start, end, EventTime.nanos(event.getStartTime()), EventTime.nanos(event.getEndTime()));
    }
    return currentMapped
        ? null
        : new EventTime(start, end, chunk.nanosAt(start), chunk.nanosAt(end));
  }

  /** The chunk that the moment falls into; the first when it is before all; null without any. */
  private ChunkStart chunkAt(long ticks) {
    if (current == null || ticks < current.ticks() || ticks >= currentUntil) {
      Map.Entry<Long, ChunkStart> floor = chunks.floorEntry(ticks);
      Map.Entry<Long, ChunkStart> found = floor == null ? chunks.firstEntry() : floor;
      if (found == null) {
        return null;
      }
      current = found.getValue();
      latestChunk = Math.max(latestChunk, current.ticks());
      Long next = chunks.higherKey(current.ticks());
      currentUntil = next == null ? Long.MAX_VALUE : next;
      currentMapped = mapped.contains(current.ticks());
    }
    return current;
  }
}
