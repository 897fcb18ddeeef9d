/**
 * What is compared and with what: {@link io.mapscope.benchmarks.peer.Peer the maps}, {@link
 * io.mapscope.benchmarks.peer.Keys the keys}, and the means to keep one map's compiled code apart
 * from another's: {@link io.mapscope.benchmarks.peer.MapLoops a loop class for each map} and {@link
 * io.mapscope.benchmarks.peer.LibraryCopy a copy of our own library for each of its variants}.
 */
package io.mapscope.benchmarks.peer;
