package io.mapscope.benchmarks.peer;

import java.util.Map;

/** Makes maps of one kind. */
public interface MapMaker {

  /**
   * Makes a map as a program does that knows nothing of its size.
   *
   * @return a new map
   */
  Map<Object, Object> empty();

  /**
   * Makes a map like {@link #empty} that does the same for the same keys in each process.
   *
   * @return a new map
   */
  default Map<Object, Object> repeatable() {
    return empty();
  }

  /**
   * Makes a map that takes so many entries without growing.
   *
   * @param entries how many
   * @return a new, empty map
   */
  Map<Object, Object> presized(int entries);
}
