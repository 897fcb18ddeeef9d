package io.mapscope.otel.mapping;

/** What is known of a growth when it has ended. */
record GrowthEnd(
    GrowthShape shape,
    long elapsedNanos,
    long steps,
    long chainsEvacuated,
    long entriesMoved,
    long movedToUpper,
    long holesSqueezed,
    long overflowAttached,
    long workNanos,
    long longestStepNanos,
    long allocatedBytes,
    boolean abandonedByClear) {}
