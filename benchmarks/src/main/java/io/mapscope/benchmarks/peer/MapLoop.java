package io.mapscope.benchmarks.peer;

import java.util.Map;
import java.util.function.BiConsumer;

/**
 * The loops that call a map. Made by {@link MapLoops}, one class for each map, which therefore sees
 * one class of map only and is compiled for it, as the loop of a program is that uses one map.
 *
 * <p>What is got is compared with a reference that no map holds: that consumes it without reading
 * from it, which would cost more than the map does.
 */
final class MapLoop implements MapLoops, BiConsumer<Object, Object> {

  private final Object none = new Object();
  private int seen;

  @Override
  public int get(Map<Object, Object> map, Object[] keys, int from, int to) {
    int found = 0;
    for (int i = from; i < to; i++) {
      if (map.get(keys[i]) != null) {
        found++;
      }
    }
    return found;
  }

  @Override
  public int put(Map<Object, Object> map, Object[] keys, int from, int to) {
    int inserted = 0;
    for (int i = from; i < to; i++) {
      if (map.put(keys[i], keys[i]) == null) {
        inserted++;
      }
    }
    return inserted;
  }

  @Override
  public int remove(Map<Object, Object> map, Object[] keys, int from, int to) {
    int removed = 0;
    for (int i = from; i < to; i++) {
      if (map.remove(keys[i]) != null) {
        removed++;
      }
    }
    return removed;
  }

  @Override
  public int iterate(Map<Object, Object> map) {
    int entries = 0;
    for (Map.Entry<Object, Object> entry : map.entrySet()) {
      if (entry.getKey() != none && entry.getValue() != none) {
        entries++;
      }
    }
    return entries;
  }

  @Override
  public int forEach(Map<Object, Object> map) {
    seen = 0;
    map.forEach(this);
    return seen;
  }

  @Override
  public void accept(Object key, Object value) {
    if (key != none && value != none) {
      seen++;
    }
  }

  @Override
  public int run(Map<Object, Object> map, Object[] keys, int[] steps, int from, int to) {
    int found = 0;
    for (int i = from; i < to; i++) {
      Object key = keys[steps[i] >>> STEP_BITS];
      Object before =
          switch (steps[i] & STEP_MASK) {
            case GET -> map.get(key);
            case PUT -> map.put(key, key);
            default -> map.remove(key);
          };
      if (before != null) {
        found++;
      }
    }
    return found;
  }
}
