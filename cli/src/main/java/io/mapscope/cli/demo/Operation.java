package io.mapscope.cli.demo;

/** What the load does to the store. */
enum Operation {
  PUT("put"),
  GET("get"),
  REMOVE("remove");

  /** The name in events, metrics and files. */
  final String label;

  Operation(String label) {
    this.label = label;
  }
}
