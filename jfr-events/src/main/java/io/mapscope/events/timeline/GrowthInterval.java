package io.mapscope.events.timeline;

import java.time.Instant;

/**
 * A growth of a map, from its start to its end.
 *
 * @param number number of the growth within its map
 * @param start when it began, not null; by what time at the latest, when {@code startSeen} is false
 * @param end when it ended, null while it is under way; by what time at the latest, when {@code
 *     endSeen} is false
 * @param bucketsBefore buckets before the growth
 * @param bucketsAfter buckets after the growth
 * @param startSeen whether the start is known: told by an event, or by the end along with the time
 *     that the growth took
 * @param endSeen whether the end is known
 * @param abandonedByClear whether a clear ended the growth
 */
public record GrowthInterval(
    long number,
    Instant start,
    Instant end,
    long bucketsBefore,
    long bucketsAfter,
    boolean startSeen,
    boolean endSeen,
    boolean abandonedByClear) {

  /**
   * Whether the growth kept the number of buckets and only repacked the chains.
   *
   * @return false for a doubling
   */
  public boolean sameSize() {
    return bucketsBefore == bucketsAfter;
  }

  GrowthInterval ended(Instant time, boolean seen, boolean abandoned) {
    return new GrowthInterval(
        number, start, time, bucketsBefore, bucketsAfter, startSeen, seen, abandoned);
  }
}
