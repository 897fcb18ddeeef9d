package io.mapscope.report.scan;

/**
 * A call of a method that grows a map.
 *
 * @param map what it grew, as far as class and line tell
 * @param first whether it makes a first table
 * @param helps whether it was made to help with another thread's growth
 * @param threadId Java's number of the thread, -1 when unknown
 * @param thread its name
 * @param start since the epoch
 * @param nanos how long
 * @param array that was allocated within
 */
record TracedGrowth(
    MapFindings map,
    FirstTable first,
    boolean helps,
    long threadId,
    String thread,
    long start,
    long nanos,
    LargestArrays.Array array) {

  long end() {
    return start + nanos;
  }
}
