package io.mapscope.map;

/**
 * What iterators of a map's views do, and loops over the views and {@code forEach} with them, when
 * the thread that iterates changes the map meanwhile.
 *
 * <p>Whatever is chosen, streams, {@code replaceAll}, {@code containsValue} and serialization fail
 * fast, and other threads need a guard: these rules are about one thread.
 */
public enum IterationRules {

  /**
   * Those of {@code java.util.HashMap}: after a change of the structure by anything but the
   * iterator itself the next step throws {@link java.util.ConcurrentModificationException}. All
   * iterations of an unchanged map have the same order. The default.
   */
  JAVA_UTIL,

  /**
   * Those of Go's {@code range}: the map may be changed at will.
   *
   * <ul>
   *   <li>An entry that is there from the first step to the last is met exactly once, whatever
   *       grows meanwhile.
   *   <li>An entry that is removed before it was reached is not met; {@code hasNext} reaches the
   *       next.
   *   <li>An entry that is put meanwhile may be met, once, or not.
   *   <li>Values are the present ones.
   *   <li>{@code clear}, or the removal of the last entry, ends the iteration.
   *   <li>Where an iteration starts is drawn for each, whatever the seed of the map, so that two
   *       iterations of an unchanged map differ in their order.
   * </ul>
   *
   * <p>A step costs what one of a {@link MapCursor} does, which copies each chain and asks its keys
   * for their hash codes. If that changes the map, the step throws {@link
   * java.util.ConcurrentModificationException}.
   */
  GO
}
