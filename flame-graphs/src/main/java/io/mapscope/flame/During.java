package io.mapscope.flame;

/** Which samples a flame graph is made of. */
public enum During {
  /** Those taken while their thread was growing a map. */
  GROWTH,
  /** All others. */
  STEADY,
  /** Growth against steady: what growth does more, in shares of each. */
  DIFF
}
