/**
 * What a run leaves: a {@link io.mapscope.benchmarks.run.RunFile} of findings with their {@link
 * io.mapscope.benchmarks.run.Conditions}, and the little statistics that goes with it.
 */
package io.mapscope.benchmarks.run;
