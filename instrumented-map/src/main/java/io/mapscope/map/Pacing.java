package io.mapscope.map;

/** How a map spreads the work of a growth over its writes. */
public enum Pacing {

  /**
   * As Go's runtime does: each write, be it an insert, an update or a delete, evacuates the chain
   * it is about and one more. A growth is over after some 0.7 writes for each old bucket. The
   * default.
   */
  GO,

  /**
   * As linear hashing does: chains are evacuated in order, as many as are due for the inserts since
   * the growth began, so that it ends when the next one begins. One insert in six evacuates a
   * chain, the others none; memory rises evenly; but chains wait longer for their turn and lookups
   * take a step more, as the map is growing most of the time.
   */
  STEADY
}
