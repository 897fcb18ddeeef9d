/**
 * What it costs an unmodified program to be recorded: {@link
 * io.mapscope.benchmarks.attached.AttachedOverhead} watches the throughput of {@link
 * io.mapscope.benchmarks.attached.PlainService} with a recording and without, in turns.
 */
package io.mapscope.benchmarks.attached;
