package io.mapscope.otel.mapping;

/**
 * The state of one map at a moment, or of several added up.
 *
 * @param utilization entries relative to the limit, of several maps the highest; {@link #UNLIMITED}
 *     when there is no limit
 */
record MapState(
    long entries,
    long buckets,
    long overflowBuckets,
    long holes,
    long bytes,
    long mark,
    long oldBuckets,
    double utilization) {

  static final double UNLIMITED = -1;

  /** The state of a map that takes so many entries, 0 for any number. */
  MapState within(long entryLimit) {
    return new MapState(
        entries,
        buckets,
        overflowBuckets,
        holes,
        bytes,
        mark,
        oldBuckets,
        entryLimit == 0 ? UNLIMITED : (double) entries / entryLimit);
  }

  MapState plus(MapState other) {
    return new MapState(
        entries + other.entries,
        buckets + other.buckets,
        overflowBuckets + other.overflowBuckets,
        holes + other.holes,
        bytes + other.bytes,
        mark + other.mark,
        oldBuckets + other.oldBuckets,
        Math.max(utilization, other.utilization));
  }

  double loadFactor() {
    return buckets == 0 ? 0 : (double) entries / buckets;
  }

  double growthProgress() {
    return oldBuckets == 0 ? 1 : (double) mark / oldBuckets;
  }
}
