package io.mapscope.map;

/** How many buckets the longest chain of a map has. */
public final class LongestChains {

  private LongestChains() {}

  public static int of(InstrumentedMap<?, ?> map) {
    int longest = 0;
    for (int bucket = 0; bucket <= map.mask; bucket++) {
      int length = 1;
      for (OverflowBucket b = map.overflow(bucket); b != null; b = b.next) {
        length++;
      }
      longest = Math.max(longest, length);
    }
    return longest;
  }
}
