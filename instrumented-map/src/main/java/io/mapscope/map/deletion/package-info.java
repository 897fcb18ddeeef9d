/**
 * Deleting so that nobody suffers from it. All of it is put around a {@link
 * java.util.concurrent.ConcurrentMap}, of {@link io.mapscope.map.guarded.GuardedMaps} or any other
 * that calls the functions of {@code compute} once.
 *
 * <ul>
 *   <li>{@link io.mapscope.map.deletion.NotifyingMap} tells {@link
 *       io.mapscope.map.deletion.DeletionListener}s what has left, and why, by way of a {@link
 *       io.mapscope.map.deletion.DeletionBus}.
 *   <li>{@link io.mapscope.map.deletion.DeferredMap} has entries dead at once for readers, and
 *       unlinks them later, in slices. {@link io.mapscope.map.deletion.KeySetDeletion} does so for
 *       many keys, in two phases.
 *   <li>{@link io.mapscope.map.deletion.ExpiringMap} deletes what has reached its age.
 *   <li>{@link io.mapscope.map.deletion.Evictor} deletes while memory is short.
 * </ul>
 */
package io.mapscope.map.deletion;
