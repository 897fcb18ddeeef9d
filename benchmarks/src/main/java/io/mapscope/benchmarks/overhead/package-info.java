/**
 * What watching costs: {@link io.mapscope.benchmarks.overhead.Overhead} runs the same work on
 * copies of the library whose events are off and on, one beside the other.
 */
package io.mapscope.benchmarks.overhead;
