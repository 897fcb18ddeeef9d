package io.mapscope.report.scan;

/**
 * One growth, from its start to the last entry moved.
 *
 * @param map that grew
 * @param number of the growth in its map, or in what is taken for one map
 * @param startNanos since the epoch
 * @param nanos from start to end
 * @param stallNanos the longest that one operation was stopped by it
 * @param workNanos what all operations together spent on it
 * @param slotsBefore slots or buckets before, 0 when unknown
 * @param slotsAfter slots or buckets after, 0 when unknown
 * @param entries in the map when it began, or as many as follows from the slots; 0 when unknown
 * @param certainty of slots and entries
 * @param thread that began it
 * @param threadId Java's number of that thread, -1 when unknown
 * @param victims operations that were stopped by it longer than the threshold
 * @param kind of growth
 */
public record Growth(
    MapFindings map,
    long number,
    long startNanos,
    long nanos,
    long stallNanos,
    long workNanos,
    long slotsBefore,
    long slotsAfter,
    long entries,
    Certainty certainty,
    String thread,
    long threadId,
    int victims,
    Kind kind) {

  /** What a growth did. */
  public enum Kind {
    /** Twice the buckets. */
    DOUBLING("doubling"),
    /** The first table was made. */
    FIRST_TABLE("first table"),
    /** Chains repacked into as many buckets. */
    SAME_SIZE("same size"),
    /** Not over when the recording ended. */
    UNFINISHED("unfinished");

    private final String words;

    Kind(String words) {
      this.words = words;
    }

    /**
     * The kind in words.
     *
     * @return a noun
     */
    public String words() {
      return words;
    }
  }

  Growth startedBy(String other, long otherId) {
    return new Growth(
        map,
        number,
        startNanos,
        nanos,
        stallNanos,
        workNanos,
        slotsBefore,
        slotsAfter,
        entries,
        certainty,
        other,
        otherId,
        victims,
        kind);
  }

  Growth ofUnknownSize() {
    return new Growth(
        map,
        number,
        startNanos,
        nanos,
        stallNanos,
        workNanos,
        0,
        0,
        0,
        Certainty.UNKNOWN,
        thread,
        threadId,
        victims,
        kind);
  }

  long endNanos() {
    return startNanos + nanos;
  }
}
