package io.mapscope.map;

import io.mapscope.events.GrowWorkEvent;

/** What an operation of a table is about. */
enum Operation {
  GET("get"),
  PUT("put"),

  /** A put that leaves a present value other than null as it is. */
  KEEP("put"),
  REMOVE("remove"),
  CLEAR("clear"),

  /** Grow work ahead of the writes. */
  PREPARE(GrowWorkEvent.PREPARE);

  /** As events and metrics name it. */
  final String label;

  Operation(String label) {
    this.label = label;
  }
}
