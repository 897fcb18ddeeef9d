/**
 * Following folders of recordings.
 *
 * <p>A tour: {@link io.mapscope.otel.follow.Follower} looks at {@code ChunkFolders}, has each new
 * {@code Chunk} exported by the {@link io.mapscope.otel.source.FollowedJvm} of its JVM, and keeps a
 * {@code Checkpoint} in a {@code CheckpointFolder}. {@code ConfirmedSpans} and {@code Journal}
 * remember what was delivered in between, {@code JvmState} says what is read again after a restart.
 */
package io.mapscope.otel.follow;
