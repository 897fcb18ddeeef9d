package io.mapscope.events.timeline;

import java.time.Instant;

/**
 * What a map was like after one of its events.
 *
 * @param time when the event ended, not null
 * @param sequence number of the event in its map's sequence
 * @param entries number of entries
 * @param holes slots emptied by deletes in the middle of a chain
 * @param overflowBuckets overflow buckets, of old chains too while the map grows
 * @param buckets buckets, overflow buckets not counted
 * @param growth number of the growth under way, else of the last one; 0 before the first
 * @param oldBuckets buckets that the growth under way has to evacuate, 0 when the map is not
 *     growing
 * @param mark old buckets below which all are evacuated, 0 when the map is not growing
 */
public record MapState(
    Instant time,
    long sequence,
    long entries,
    long holes,
    long overflowBuckets,
    long buckets,
    long growth,
    long oldBuckets,
    long mark) {

  // Go's figures: a map grows beyond 13/2 entries a bucket, and never before 8.
  private static final long ENTRIES_PER_TWO_BUCKETS = 13;
  private static final long LEAST_LIMIT = 8;

  /**
   * Whether a growth is under way.
   *
   * @return true from the start of a growth to the evacuation of its last chain
   */
  public boolean growing() {
    return oldBuckets != 0;
  }

  /**
   * Entries relative to the number at which the map grows, as {@code mapscope.MapStatistics} tells.
   *
   * @return 0 for an empty map; above 1 when the map may not or need not grow yet
   */
  public float load() {
    long limit = Math.max(LEAST_LIMIT, ENTRIES_PER_TWO_BUCKETS * (buckets >>> 1));
    return (float) entries / Math.min(Integer.MAX_VALUE, limit);
  }
}
