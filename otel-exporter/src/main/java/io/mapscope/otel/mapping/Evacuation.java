package io.mapscope.otel.mapping;

/** The evacuation of one chain. */
record Evacuation(
    long growth,
    long oldBucket,
    int chainLength,
    int toLower,
    int toUpper,
    int holesSqueezed,
    int overflowAttached) {}
