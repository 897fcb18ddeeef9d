package io.mapscope.examples.iterating;

import io.mapscope.map.InstrumentedMap;
import io.mapscope.map.MapCursor;
import java.util.HashSet;
import java.util.Set;

/**
 * Pages through a map that others go on filling, half a page back when asked, and deletes on the
 * way.
 */
public final class Paging {

  private static final int ORDERS = 10_000;
  private static final int PAGE = 1_000;

  private Paging() {}

  /**
   * Runs the example.
   *
   * @param args none
   */
  public static void main(String[] args) {
    InstrumentedMap<Integer, String> orders =
        InstrumentedMap.<Integer, String>builder().name("orders").build();
    fill(orders, 0, ORDERS);
    MapCursor<Integer, String> cursor = orders.cursor();
    Set<Integer> first = page(cursor);
    fill(orders, ORDERS, 10 * ORDERS); // While the reader looks at the page, the map grows.
    Set<Integer> second = page(cursor);
    cursor.back(PAGE / 2);
    Set<Integer> again = page(cursor, PAGE / 2);
    again.removeAll(second);
    System.out.printf("half a page again: %d orders that were not on it%n", again.size());
    Set<Integer> seen = new HashSet<>(first);
    seen.addAll(second);
    int old = 0;
    int deleted = 0;
    for (int key : seen) {
      old += key < ORDERS ? 1 : 0;
    }
    while (cursor.next()) {
      old += cursor.key() < ORDERS ? 1 : 0;
      if (cursor.key() % 2 == 0 && cursor.remove()) {
        deleted++;
      }
    }
    System.out.printf("old orders met: %d of %d%n", old, ORDERS);
    System.out.printf("deleted on the way: %s%n", deleted > 0);
    System.out.printf(
        "growths meanwhile: %d, put meanwhile: %d, may have missed some: %s%n",
        cursor.changes().growths(), cursor.changes().inserted(), cursor.changes().mayHaveMissed());
  }

  private static void fill(InstrumentedMap<Integer, String> orders, int from, int to) {
    for (int i = from; i < to; i++) {
      orders.put(i, "order " + i);
    }
  }

  private static Set<Integer> page(MapCursor<Integer, String> cursor) {
    return page(cursor, PAGE);
  }

  private static Set<Integer> page(MapCursor<Integer, String> cursor, int size) {
    Set<Integer> keys = new HashSet<>();
    while (keys.size() < size && cursor.next()) {
      keys.add(cursor.key());
    }
    return keys;
  }
}
