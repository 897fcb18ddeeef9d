/**
 * The tables of record: all maps in one process, in short rounds one beside the other, because on a
 * machine that others use too the speed wanders by a factor of two within minutes. {@link
 * io.mapscope.benchmarks.interleaved.InterleavedBenchmark} is the program.
 */
package io.mapscope.benchmarks.interleaved;
