package io.mapscope.map.deletion;

/** How short memory is, and what the collector costs. */
@FunctionalInterface
public interface MemoryPressure {

  /**
   * One look.
   *
   * @param heapUse used part of the heap after the last collection, from 0 to 1
   * @param pauseShare part of the recent time that pauses took, from 0 to 1
   * @param longestPauseNanos the longest recent pause
   */
  record Reading(double heapUse, double pauseShare, long longestPauseNanos) {}

  /**
   * Looks.
   *
   * @return the pressure now, not null
   */
  Reading read();
}
