package io.mapscope.events.timeline;

/**
 * What the events of a timeline add up to. For a map that was created while it was recorded by the
 * profile settings, and of which no event is missing, these are the totals of its last {@code
 * mapscope.MapStatistics}.
 *
 * @param puts events {@code mapscope.Put}
 * @param removes events {@code mapscope.Delete}
 * @param growths events {@code mapscope.GrowthStart}
 * @param chainsEvacuated events {@code mapscope.Evacuate}
 * @param entriesMoved entries that those have moved
 */
public record EventTotals(
    long puts, long removes, long growths, long chainsEvacuated, long entriesMoved) {}
