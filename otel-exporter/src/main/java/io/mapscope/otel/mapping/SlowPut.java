package io.mapscope.otel.mapping;

/** A put that was slower than its threshold. */
record SlowPut(
    boolean inserted,
    int chainPosition,
    boolean growing,
    boolean startedGrowth,
    boolean overflowAttached) {}
