package io.mapscope.examples.deleting;

import io.mapscope.map.InstrumentedMap;
import io.mapscope.map.deletion.DeferredMap;
import io.mapscope.map.guarded.GuardedMaps;

/** Dead at once for readers; the memory goes in slices, whenever there is time. */
public final class Deferred {

  private static final int ORDERS = 100_000;
  private static final int SLICE = 30_000;

  private Deferred() {}

  /**
   * Runs the example.
   *
   * @param args none
   */
  public static void main(String[] args) {
    DeferredMap<Integer, String> orders =
        new DeferredMap<>(
            GuardedMaps.striped(InstrumentedMap.<Integer, Object>builder().name("orders"), 16), 0);
    for (int i = 0; i < ORDERS; i++) {
      orders.put(i, "order " + i);
    }
    orders.clear();
    System.out.printf("cleared: %d orders, %d entries%n", orders.size(), orders.stored());
    while (orders.purge(SLICE) > 0) {
      System.out.printf("purging: %d entries left%n", orders.stored());
    }
    System.out.printf("purged: %d entries left%n", orders.stored());
  }
}
