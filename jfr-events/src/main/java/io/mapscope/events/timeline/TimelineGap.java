package io.mapscope.events.timeline;

import java.time.Instant;

/**
 * Events that were committed and have not been read. From the first of them on the state of the map
 * is unknown, until later events have told all of it again.
 *
 * @param firstMissing number of the first missing event in the sequence of its map
 * @param lastMissing number of the last missing event
 * @param since time of the last event before, not null
 * @param until time of the first state known again, null when there was none
 */
public record TimelineGap(long firstMissing, long lastMissing, Instant since, Instant until) {

  /**
   * How many events are missing.
   *
   * @return at least 1
   */
  public long missing() {
    return lastMissing - firstMissing + 1;
  }
}
