package io.mapscope.cli.watch;

/**
 * What is known of a map at a moment.
 *
 * @param name the program's name for it, or where it was made
 * @param progress share of the growth under way that is done, negative when there is none
 * @param growths growths started since the map was created
 * @param stallNanos the longest stall seen in the last minute
 * @param operations operations per second, negative when not known yet
 */
record MapRow(
    String name,
    long entries,
    long buckets,
    double progress,
    long growths,
    long stallNanos,
    double operations) {

  boolean growing() {
    return progress >= 0;
  }

  double load() {
    return buckets == 0 ? 0 : (double) entries / buckets;
  }
}
