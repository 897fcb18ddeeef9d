package io.mapscope.events.timeline;

import java.util.List;
import jdk.jfr.consumer.RecordedEvent;

/**
 * What the statistics of a map tell and its events tell too, as places in an array: first its
 * state, then its totals.
 */
final class Figure {

  static final int ENTRIES = 0;
  static final int HOLES = 1;
  static final int OVERFLOW_BUCKETS = 2;
  static final int BUCKETS = 3;
  static final int GROWTH = 4;
  static final int OLD_BUCKETS = 5;
  static final int MARK = 6;

  /** How many of them are state. */
  static final int STATE = 7;

  static final int PUTS = 7;
  static final int REMOVES = 8;
  static final int GROWTHS = 9;
  static final int CHAINS_EVACUATED = 10;
  static final int ENTRIES_MOVED = 11;

  private static final List<String> FIELDS =
      List.of(
          "entryCount",
          "holes",
          "overflowBuckets",
          "bucketCount",
          "growth",
          "oldBuckets",
          "mark",
          "puts",
          "removes",
          "growths",
          "chainsEvacuated",
          "entriesMoved");

  static final int COUNT = FIELDS.size();

  private Figure() {}

  /** Name of the figure in the statistics. */
  static String field(int figure) {
    return FIELDS.get(figure);
  }

  /** Writes since the map was created, clears not counted. */
  static long writes(long[] figures) {
    return figures[PUTS] + figures[REMOVES];
  }

  /** All of them out of the statistics. */
  static long[] measured(RecordedEvent statistics) {
    return FIELDS.stream().mapToLong(statistics::getLong).toArray();
  }
}
