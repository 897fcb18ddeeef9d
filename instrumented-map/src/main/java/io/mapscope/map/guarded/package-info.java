/**
 * Maps that threads can share, by six guards around {@link io.mapscope.map.InstrumentedMap}.
 *
 * <p>A tour: {@link io.mapscope.map.guarded.GuardedMaps} makes them, and tells what all promise.
 * {@code GuardedMap} makes the methods of a {@link java.util.concurrent.ConcurrentMap} out of a
 * lookup and an exclusive operation; one class each says how these two are done: {@code
 * OneLockMap}, {@code ReadWriteMap}, {@code StripedMap} of many of those, {@code CopyOnWriteMap},
 * {@code ReadMostlyMap} and {@code OwnerThreadMap}. The views iterate over snapshots ({@code
 * EntryIterator}). {@code Wait} tells of waits.
 */
package io.mapscope.map.guarded;
