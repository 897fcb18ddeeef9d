/**
 * The Flight Recorder events of hash maps. Depends on nothing but the JDK.
 *
 * <p>{@link io.mapscope.events} is what a map emits, {@link io.mapscope.events.timeline} reads it
 * again, and {@link io.mapscope.events.recording} is what all readers need: whether a file can be
 * read at all, and which line an event is about.
 */
module io.mapscope.events {
  requires java.management;
  requires transitive jdk.jfr;

  exports io.mapscope.events;
  exports io.mapscope.events.recording;
  exports io.mapscope.events.timeline;
}
