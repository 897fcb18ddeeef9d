package io.mapscope.report;

import java.util.Optional;

/**
 * Where the page gets the flame graph of one growth from.
 *
 * <p>Asked on the thread that writes the page, for the longest growths only.
 */
@FunctionalInterface
public interface FlameSource {

  /** Has none. */
  FlameSource NONE = window -> Optional.empty();

  /**
   * The samples that were taken of a thread while it grew a map.
   *
   * @param window which thread and when, not null
   * @return one line for each stack: its frames from the outermost to the innermost, separated by
   *     semicolons, a blank, and how many samples; empty when there are none
   */
  Optional<String> collapsed(GrowthWindow window);
}
