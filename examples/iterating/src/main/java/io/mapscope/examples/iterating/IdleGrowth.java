package io.mapscope.examples.iterating;

import io.mapscope.map.InstrumentedMap;
import io.mapscope.map.MapCursor;
import io.mapscope.map.Preparable;
import io.mapscope.map.guarded.GuardedMaps;
import java.util.concurrent.ConcurrentMap;

/** A rush is foreseen: the map grows in idle moments before it, and not in it. */
public final class IdleGrowth {

  private static final int BEFORE = 10_000;
  private static final int RUSH = 100_000;
  private static final int STRIPES = 16;

  private IdleGrowth() {}

  /**
   * Runs the example.
   *
   * @param args none
   */
  public static void main(String[] args) {
    System.out.printf("growths in the rush: %d%n", growthsInTheRush(false));
    System.out.printf("growths in the rush when prepared: %d%n", growthsInTheRush(true));
    System.out.printf("idle moments that 16 stripes have used: %d%n", idleMomentsOfStripes());
  }

  private static int growthsInTheRush(boolean prepare) {
    InstrumentedMap<Integer, String> visitors =
        InstrumentedMap.<Integer, String>builder().name("visitors").build();
    for (int i = 0; i < BEFORE; i++) {
      visitors.put(i, "visitor");
    }
    while (prepare && visitors.prepare(RUSH)) {
      Thread.onSpinWait(); // Here a program would wait for the next idle moment.
    }
    MapCursor<Integer, String> cursor = visitors.cursor();
    cursor.next(); // From here on it counts.
    for (int i = BEFORE; i < BEFORE + RUSH; i++) {
      visitors.put(i, "visitor");
    }
    return cursor.changes().growths();
  }

  /** Each moment one stripe is locked, for one slice of its growth. */
  private static int idleMomentsOfStripes() {
    ConcurrentMap<Integer, String> visitors =
        GuardedMaps.striped(
            InstrumentedMap.<Integer, String>builder().name("shared-visitors"), STRIPES);
    for (int i = 0; i < BEFORE; i++) {
      visitors.put(i, "visitor");
    }
    int moments = 0;
    while (visitors instanceof Preparable growing && growing.prepare(RUSH)) {
      moments++; // Here, too, a program would wait.
    }
    return moments;
  }
}
