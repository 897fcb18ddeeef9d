package io.mapscope.otel.mapping;

/**
 * State and totals of a map; after it was collected only the totals mean anything.
 *
 * @param state the state
 * @param totals the totals
 * @param eventsEmitted number of the last event that the map had emitted by then
 * @param last whether the map was collected
 */
record MapStatistics(MapState state, Totals totals, long eventsEmitted, boolean last) {

  /** Whether they are those of a map of which nothing is known but that it was collected. */
  boolean tellsNothing() {
    return last && totals.equals(Totals.ZERO);
  }
}
