/**
 * A hash map that grows in small steps and tells of each of them.
 *
 * <p>{@link io.mapscope.map.InstrumentedMap} is what a program uses, {@link
 * io.mapscope.map.guarded.GuardedMaps} makes maps that its threads can share.
 */
module io.mapscope.map {
  requires transitive io.mapscope.events;

  exports io.mapscope.map;
  exports io.mapscope.map.guarded;
}
