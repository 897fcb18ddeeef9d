package io.mapscope.otel.mapping;

/** What one write did for a growth. */
record GrowWork(
    long growth,
    String operation,
    long bucket,
    int chainsEvacuated,
    int entriesMoved,
    long markBefore,
    long markAfter,
    long oldBuckets,
    boolean finished) {}
