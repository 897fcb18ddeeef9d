/**
 * Recordings as files, before anything reads their events.
 *
 * <p>A tour: {@link io.mapscope.events.recording.CheckedRecording} reads a file from end to end and
 * refuses what the JDK's parser must not be given. It walks the chunks ({@code ChunkHeader}, {@code
 * ChunkCheck}), reads which types each one declares ({@code TypeDeclarations}), makes of each type
 * the way its values lie in the file ({@code ValueShape}), and passes over all values that the
 * parser would read ({@code ConstantPools}), within their bounds ({@code RecordingBytes}). What an
 * event says of the line that called the map is in {@link io.mapscope.events.recording.CallSite}.
 */
package io.mapscope.events.recording;
