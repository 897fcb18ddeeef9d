package io.mapscope.report.scan;

/**
 * Finds how large a table of the JDK became by a growth that tells nothing but its time.
 *
 * <p>Implementation note, in the order of trust. (1) The array that was allocated within the
 * growth. (2) The number of doublings since the first table, unless a sampled allocation is too
 * small for it or the time is out of all proportion: to move an entry took 40 to 130 ns in maps of
 * millions and a few ns in small ones, so below 1/2 ns or above 1 µs an entry the count is wrong.
 * (3) The time at 50 ns an entry, for growths of more than 0.1 ms; below, the time says nothing.
 *
 * @param referenceBytes size of a reference, which the array has one of per slot
 * @param all whether short growths were recorded too, so that there is something to count
 */
record CapacityOfGrowth(int referenceBytes, boolean all) {

  private static final double LEAST_NANOS_PER_ENTRY = 0.5;
  private static final double MOST_NANOS_PER_ENTRY = 1_000;
  private static final double NANOS_PER_ENTRY = 50;
  private static final int FACTOR = 4;
  private static final long LEAST_ESTIMATED_NANOS = 100_000;
  // Below, the clock and the page faults are longer than the work.
  private static final long LEAST_MOVED = 4_096;

  /** Slots of the table that a growth allocated, 0 when that was not recorded. */
  long measured(JdkTable table, LargestArrays.Array array) {
    return table != null && array.exact() ? table.slotsOfArray(array.bytes(), referenceBytes) : 0;
  }

  Capacity of(JdkTable table, Life life, long nanos, LargestArrays.Array array) {
    if (table == null) {
      return Capacity.UNKNOWN;
    }
    if (array.exact()) {
      return capacity(table, measured(table, array), Certainty.MEASURED);
    }
    if (life.isAtFirstTable() && array.bytes() == 0) {
      // Nothing was moved, so its time says nothing; a large one would have been recorded.
      return capacity(table, table.slotsAfter(1), Certainty.COUNTED);
    }
    long counted = all && life.counted() ? table.slotsAfter(life.growths()) : 0;
    if (counted > 0 && fits(table, counted, array) && isCredible(table, life, counted, nanos)) {
      return capacity(
          table,
          counted,
          isOnlyFit(table, counted, array) ? Certainty.MEASURED : Certainty.COUNTED);
    }
    return nanos < LEAST_ESTIMATED_NANOS
        ? Capacity.UNKNOWN
        : capacity(table, estimated(table, nanos), Certainty.ESTIMATED);
  }

  private static long estimated(JdkTable table, long nanos) {
    return table.slotsForMoved(nanos / NANOS_PER_ENTRY);
  }

  private static boolean agrees(JdkTable table, long counted, long nanos) {
    long estimated = estimated(table, nanos);
    return nanos < LEAST_ESTIMATED_NANOS
        || (counted <= FACTOR * estimated && estimated <= FACTOR * counted);
  }

  private static Capacity capacity(JdkTable table, long slots, Certainty certainty) {
    return new Capacity(slots, table.entries(slots), certainty);
  }

  /** Whether a sampled allocation was large enough for such a table; true when there was none. */
  private boolean fits(JdkTable table, long slots, LargestArrays.Array array) {
    return array.bytes() == 0 || table.slotsOfArray(array.bytes(), referenceBytes) >= slots;
  }

  /** Whether it was too small for twice the table, too. */
  private boolean isOnlyFit(JdkTable table, long slots, LargestArrays.Array array) {
    return array.bytes() > 0 && table.slotsOfArray(array.bytes(), referenceBytes) < 2 * slots;
  }

  /** Once a large growth was plausible, a later one may well be stretched by something else. */
  private static boolean isCredible(JdkTable table, Life life, long slots, long nanos) {
    if (life.trusted()) {
      return nanos >= table.moved(slots) * LEAST_NANOS_PER_ENTRY;
    }
    boolean credible =
        isPlausible(table, slots, nanos) && (life.certain() || agrees(table, slots, nanos));
    if (credible && table.moved(slots) >= LEAST_MOVED) {
      life.trust();
    }
    return credible;
  }

  private static boolean isPlausible(JdkTable table, long slots, long nanos) {
    long moved = table.moved(slots);
    if (moved < LEAST_MOVED) {
      return nanos < LEAST_MOVED * MOST_NANOS_PER_ENTRY;
    }
    double each = (double) nanos / moved;
    return each >= LEAST_NANOS_PER_ENTRY && each <= MOST_NANOS_PER_ENTRY;
  }
}
