package io.mapscope.map;

/**
 * A map whose growth can be done ahead of need, in moments of the caller's choice: {@link
 * InstrumentedMap}, and those of {@link io.mapscope.map.guarded.GuardedMaps} in which a growth is
 * what a write may have to wait for: one lock, read-write lock, striped and owner thread.
 *
 * <pre>{@code
 * while (map instanceof Preparable growing && growing.prepare(100_000)) {
 *   waitForAnIdleMoment();
 * }
 * }</pre>
 */
public interface Preparable {

  /**
   * Does a slice of the work that inserts would have to do: begins the growth that so many more
   * entries need, or goes on with the one under way. When it returns false, so many inserts start
   * no growth for load; the larger of the numbers counts if several threads prepare at once.
   *
   * <p>A write like any other, with the same exclusion. What is prepared and not used stays as free
   * room.
   *
   * @param moreEntries how many entries will be inserted, not negative; those beyond a limit of
   *     entries do not count. 0 to end a growth under way
   * @return whether there is more to do: call it again in the next idle moment
   * @throws IllegalArgumentException if negative
   */
  boolean prepare(int moreEntries);
}
