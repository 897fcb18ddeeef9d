package io.mapscope.resilience;

/** What can be asked of a map, one call each. */
enum Operation {
  GET("get", false),
  CONTAINS_KEY("containsKey", false),
  GET_OR_DEFAULT("getOrDefault", false),
  CONTAINS_ENTRY("containsEntry", false),
  SIZE("size", false),
  ITERATE("iterate", false),
  PUT("put", true),
  PUT_IF_ABSENT("putIfAbsent", true),
  REMOVE("remove", true),
  REPLACE("replace", true),
  COMPUTE("compute", true),
  COMPUTE_IF_ABSENT("computeIfAbsent", true),
  COMPUTE_IF_PRESENT("computeIfPresent", true),
  MERGE("merge", true),
  CLEAR("clear", true);

  /** As told in events, errors and logs. */
  final String label;

  /** Whether it may change the map. */
  final boolean writes;

  Operation(String label, boolean writes) {
    this.label = label;
    this.writes = writes;
  }
}
