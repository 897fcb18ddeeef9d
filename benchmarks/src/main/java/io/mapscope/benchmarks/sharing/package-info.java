/**
 * Maps that threads share, side by side: throughput at a steady size ({@link
 * io.mapscope.benchmarks.sharing.SharingBenchmark}) and latency while they grow ({@link
 * io.mapscope.benchmarks.sharing.GrowingLatency}).
 */
package io.mapscope.benchmarks.sharing;
