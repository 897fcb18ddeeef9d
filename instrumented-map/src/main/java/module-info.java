/**
 * A hash map that grows in small steps and tells of each of them.
 *
 * <p>{@link io.mapscope.map.InstrumentedMap} is what a program uses, {@link
 * io.mapscope.map.guarded.GuardedMaps} makes maps that its threads can share, {@link
 * io.mapscope.map.deletion} deletes from maps so that nobody suffers from it.
 */
module io.mapscope.map {
  requires transitive io.mapscope.events;
  requires java.management;
  requires jdk.management;

  exports io.mapscope.map;
  exports io.mapscope.map.deletion;
  exports io.mapscope.map.guarded;
}
