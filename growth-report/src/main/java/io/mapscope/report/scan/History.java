package io.mapscope.report.scan;

import java.util.List;

/**
 * Entries of an instrumented map over time.
 *
 * @param points oldest first
 * @param gaps stretches in which events are missing
 */
public record History(List<Point> points, List<Gap> gaps) {

  static final History EMPTY = new History(List.of(), List.of());

  /**
   * The map at one time.
   *
   * @param nanos since the epoch
   * @param entries of the map
   * @param load relative to the load at which it grows
   */
  public record Point(long nanos, long entries, double load) {}

  /**
   * Events are missing.
   *
   * @param startNanos since the epoch
   * @param endNanos since the epoch
   * @param missing how many
   */
  public record Gap(long startNanos, long endNanos, long missing) {}
}
