package io.mapscope.events.timeline;

import java.time.Instant;

/**
 * A figure of {@code mapscope.MapStatistics} that does not follow from the events: the recording
 * leaves out events by its settings, or whoever emits them has an error.
 *
 * @param time when the statistics were told, not null
 * @param sequence number of the last event before
 * @param figure name of the field
 * @param measured what the statistics tell
 * @param rebuilt what the events tell; of several possible values, as the map may have been in the
 *     middle of a write, the nearest
 */
public record Disagreement(
    Instant time, long sequence, String figure, long measured, long rebuilt) {}
