package io.mapscope.otel.mapping;

/** The state of one map at a moment, or of several added up. */
record MapState(
    long entries,
    long buckets,
    long overflowBuckets,
    long holes,
    long bytes,
    long mark,
    long oldBuckets) {

  MapState plus(MapState other) {
    return new MapState(
        entries + other.entries,
        buckets + other.buckets,
        overflowBuckets + other.overflowBuckets,
        holes + other.holes,
        bytes + other.bytes,
        mark + other.mark,
        oldBuckets + other.oldBuckets);
  }

  double loadFactor() {
    return buckets == 0 ? 0 : (double) entries / buckets;
  }

  double growthProgress() {
    return oldBuckets == 0 ? 1 : (double) mark / oldBuckets;
  }
}
