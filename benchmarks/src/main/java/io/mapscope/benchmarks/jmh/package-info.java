/**
 * The same questions to JMH, one map in a process: the recognised tool, for a first look, for
 * profilers ({@code -prof gc}) and for whoever does not trust ours.
 */
package io.mapscope.benchmarks.jmh;
