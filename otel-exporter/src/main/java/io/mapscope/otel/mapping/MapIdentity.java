package io.mapscope.otel.mapping;

/**
 * Who a map is.
 *
 * @param jvm random number of its JVM
 * @param series the series that its points belong to
 */
record MapIdentity(long jvm, MapSeries series) {

  /** Name for metrics and spans, bounded and escaped. */
  String name() {
    return series.name;
  }

  /** Class, bounded and escaped. */
  String implementation() {
    return series.implementation;
  }
}
