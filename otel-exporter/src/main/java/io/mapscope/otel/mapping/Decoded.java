package io.mapscope.otel.mapping;

/** An event as it was copied out of the recording, to be mapped when its turn has come. */
abstract class Decoded {

  final EventHandler handler;
  final EventTime time;

  Decoded(EventHandler handler, EventTime time) {
    this.handler = handler;
    this.time = time;
  }

  /** Maps it; may throw. */
  abstract void map();
}
