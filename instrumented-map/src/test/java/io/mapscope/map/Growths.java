package io.mapscope.map;

/** Maps brought into the middle of a growth. */
final class Growths {

  private Growths() {}

  /** A map with entries from 0 on that has just begun to grow from so many buckets. */
  static InstrumentedMap<Long, Long> growingFrom(int buckets) {
    InstrumentedMap<Long, Long> map = InstrumentedMap.<Long, Long>builder().seed(1).build();
    long next = 0;
    while (map.growth == null || map.growth.oldBuckets() < buckets) {
      map.put(next, next);
      next++;
    }
    return map;
  }

  /** An empty map that has just begun to grow, from 1024 buckets to as many or to twice as many. */
  static <K, V> InstrumentedMap<K, V> emptyMapThatGrows(boolean sameSize) {
    return emptyMapThatGrows(Pacing.GO, 2, sameSize);
  }

  static <K, V> InstrumentedMap<K, V> emptyMapThatGrows(
      Pacing pacing, int budget, boolean sameSize) {
    InstrumentedMap<K, V> map =
        InstrumentedMap.<K, V>builder()
            .seed(1)
            .expectedEntries(6656)
            .pacing(pacing)
            .evacuationBudget(budget)
            .build();
    map.startGrowth(sameSize);
    return map;
  }

  /** Starts a growth when none is under way. */
  static void start(InstrumentedMap<?, ?> map, boolean sameSize) {
    if (map.growth == null) {
      map.startGrowth(sameSize);
    }
  }
}
