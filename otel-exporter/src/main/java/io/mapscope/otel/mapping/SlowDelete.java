package io.mapscope.otel.mapping;

/** A delete that was slower than its threshold. */
record SlowDelete(
    boolean found,
    int chainPosition,
    int slot,
    int slotsFreed,
    long entriesAfter,
    boolean growing,
    boolean evacuatedFirst,
    boolean seedRedrawn) {}
