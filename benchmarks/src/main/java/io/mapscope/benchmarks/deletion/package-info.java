/**
 * How long a delete takes: {@link io.mapscope.benchmarks.deletion.DeleteLatency} times each, {@link
 * io.mapscope.benchmarks.deletion.DeletePlot} draws the percentiles.
 */
package io.mapscope.benchmarks.deletion;
