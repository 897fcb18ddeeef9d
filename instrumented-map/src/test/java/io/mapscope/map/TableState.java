package io.mapscope.map;

/** States of a table in which views are tested; the entries are the numbers from 0 on. */
enum TableState {
  QUIET,
  DOUBLING_BEGUN,
  DOUBLING_HALF_DONE,
  SAME_SIZE_BEGUN,
  SAME_SIZE_HALF_DONE,

  /** Long chains, all of which wait to be evacuated. */
  CHAINS_OF_OVERFLOW;

  static final int ENTRIES = 1_000;

  InstrumentedMap<Long, Long> make() {
    return make(InstrumentedMap.<Long, Long>builder().seed(1).pacing(Pacing.GO));
  }

  InstrumentedMap<Long, Long> make(InstrumentedMap.Builder<Long, Long> options) {
    boolean crowded = this == CHAINS_OF_OVERFLOW;
    InstrumentedMap<Long, Long> map = options.expectedEntries(crowded ? 0 : ENTRIES).build();
    for (long i = 0; i < ENTRIES; i++) {
      map.put(i, i);
      if (crowded && map.growth == null && map.size > 8) {
        map.noverflow = 0; // As a large table may miss them.
      }
    }
    while (map.growth != null) {
      map.remove(-1L);
    }
    if (this == QUIET) {
      return map;
    }
    map.startGrowth(this == SAME_SIZE_BEGUN || this == SAME_SIZE_HALF_DONE);
    boolean half = this == DOUBLING_HALF_DONE || this == SAME_SIZE_HALF_DONE;
    for (long i = 0; half && map.growth.mark < map.growth.oldBuckets() / 2; i++) {
      map.remove(-1 - i); // Of all parts of the table.
    }
    return map;
  }
}
