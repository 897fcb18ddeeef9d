/**
 * What every reader of a recording needs: whether the file is whole, in {@link
 * io.mapscope.events.recording.RecordingChunks}, and which line of the program an event is about,
 * in {@link io.mapscope.events.recording.CallSite}.
 */
package io.mapscope.events.recording;
