package io.mapscope.otel.mapping;

/** The exact totals of a map since it was created. */
record Totals(long puts, long removes, long growths, long chainsEvacuated, long entriesMoved) {

  static final Totals ZERO = new Totals(0, 0, 0, 0, 0);
}
