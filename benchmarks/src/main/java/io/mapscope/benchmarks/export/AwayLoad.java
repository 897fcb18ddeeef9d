package io.mapscope.benchmarks.export;

import io.mapscope.map.InstrumentedMap;
import java.util.HashMap;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.function.Supplier;

/**
 * Half get, 30 % put, 20 % remove, as fast as it goes, by one thread.
 *
 * <p>Implementation note. A map is replaced by a new one after a million operations: one that is
 * full makes no growths, and so hardly a span that could wait for anybody. A few dozen spans a
 * second fill the queue within a minute or so.
 */
final class AwayLoad {

  private static final int KEYS = 100_000;
  private static final int OPERATIONS_PER_MAP = 1_000_000;

  /** Between two looks at the clock. */
  private static final int SLICE = 1_000;

  private static final long SEED = 19;

  private final SplittableRandom random = new SplittableRandom(SEED);
  private final Supplier<Map<Long, Long>> maker;
  private Map<Long, Long> map;
  private long operations;

  private AwayLoad(Supplier<Map<Long, Long>> maker) {
    this.maker = maker;
    this.map = maker.get();
  }

  /** The maps that are observed. */
  static AwayLoad observed() {
    return new AwayLoad(() -> InstrumentedMap.<Long, Long>builder().name("observed").build());
  }

  /** Maps that nobody knows of, to tell how fast the machine is at the moment. */
  static AwayLoad control() {
    return new AwayLoad(HashMap::new);
  }

  /** Works for so long; returns the operations per second. */
  double run(long nanos) {
    long begin = System.nanoTime();
    long before = operations;
    long now = begin;
    for (; now - begin < nanos; now = System.nanoTime()) {
      slice();
    }
    return (operations - before) * 1e9 / (now - begin);
  }

  /** Lets go of all entries, so that what is left in the heap is not the load's. */
  void forget() {
    map = maker.get();
  }

  private void slice() {
    for (int i = 0; i < SLICE; i++) {
      long key = random.nextInt(KEYS);
      int tenth = random.nextInt(10);
      if (tenth < 5) {
        map.get(key);
      } else if (tenth < 8) {
        map.put(key, key);
      } else {
        map.remove(key);
      }
    }
    operations += SLICE;
    if (operations % OPERATIONS_PER_MAP == 0) {
      forget();
    }
  }
}
