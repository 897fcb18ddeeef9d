package io.mapscope.report.scan;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The maps that seem to have grown at one line.
 *
 * <p>Implementation note. A map is told from another by the thread that grows it, and by its size
 * where that was measured: what grows to so many slots is the map that had reached half of them, on
 * whatever thread. Servers share maps between the threads of a pool, behind a lock, so that each
 * growth is by another thread.
 */
final class Lives {

  /**
   * More threads at one line than this are forgotten, oldest first: virtual threads come and go.
   */
  private static final int MOST_THREADS = 1_000;

  private static final int POWERS = 64;

  private final long[] endedByPower = new long[POWERS];
  private long ended;
  private long count;

  private final Map<Long, Life> byThread =
      new LinkedHashMap<>(4, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<Long, Life> eldest) {
          boolean full = size() > MOST_THREADS;
          if (full) {
            ended(eldest.getValue());
          }
          return full;
        }
      };

  /**
   * The life that a growth belongs to.
   *
   * @param slots of the table that it made, 0 when that was not measured
   */
  Life at(long thread, JdkTable table, FirstTable first, long nanos, long slots) {
    Life soFar = byThread.get(thread);
    long before = first == FirstTable.YES || slots == 0 ? 0 : table.slotsBefore(slots);
    Life life =
        before == 0 || hasReached(before, soFar)
            ? Life.of(soFar, table, first, nanos)
            : ofAnotherThread(before, soFar, table, first, nanos);
    if (life != soFar) {
      count++;
      if (soFar != null) {
        ended(soFar);
      }
      byThread.put(thread, life);
    }
    return life;
  }

  private Life ofAnotherThread(
      long slots, Life soFar, JdkTable table, FirstTable first, long nanos) {
    for (Map.Entry<Long, Life> other : byThread.entrySet()) {
      if (hasReached(slots, other.getValue())) {
        count--; // It is counted again below, as every life that comes to a thread.
        return byThread.remove(other.getKey());
      }
    }
    boolean contradicts = soFar != null && soFar.capacity().certainty() == Certainty.MEASURED;
    return Life.of(contradicts ? null : soFar, table, first, nanos);
  }

  private static boolean hasReached(long slots, Life life) {
    return life != null && life.capacity().slots() == slots;
  }

  private void ended(Life life) {
    ended++;
    endedByPower[power(life.capacity().slots())]++;
  }

  /** How many maps it seems to be. */
  long count() {
    return count;
  }

  /** Whether at least half of those that are over came within a quarter of so many slots. */
  boolean alike(long slots) {
    long large = 0;
    for (int power = Math.max(0, power(slots) - 2); power < POWERS; power++) {
      large += endedByPower[power];
    }
    return 2 * large >= ended;
  }

  private static int power(long slots) {
    return POWERS - 1 - Long.numberOfLeadingZeros(Math.max(1, slots));
  }
}
