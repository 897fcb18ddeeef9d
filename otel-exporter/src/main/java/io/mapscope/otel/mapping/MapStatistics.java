package io.mapscope.otel.mapping;

/** State and totals of a map; after it was collected only the totals mean anything. */
record MapStatistics(MapState state, Totals totals, boolean last) {}
