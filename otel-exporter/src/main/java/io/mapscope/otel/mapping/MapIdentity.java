package io.mapscope.otel.mapping;

/**
 * Who a map is.
 *
 * @param jvm random number of its JVM
 * @param name name for metrics and spans, bounded and escaped
 * @param implementation class, bounded and escaped
 */
record MapIdentity(long jvm, String name, String implementation) {}
