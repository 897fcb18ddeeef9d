/**
 * The Flight Recorder events of hash maps. Depends on nothing but the JDK.
 *
 * <p>{@link io.mapscope.events} is the whole of it.
 */
module io.mapscope.events {
  requires java.management;
  requires transitive jdk.jfr;

  exports io.mapscope.events;
}
