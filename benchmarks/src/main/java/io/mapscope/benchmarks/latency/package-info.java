/**
 * The longest put: {@link io.mapscope.benchmarks.latency.PutLatency} times every insert of a
 * growing map, {@link io.mapscope.benchmarks.latency.LatencyPlot} draws the longest of each slice.
 */
package io.mapscope.benchmarks.latency;
