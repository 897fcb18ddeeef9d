package io.mapscope.otel.mapping;

/**
 * What became of the events of one map. {@code expected == seen + lost - late + open}.
 *
 * @param mapNumber number of the map
 * @param name what the map is called
 * @param expected numbers from the first that is known of to the last that the map has told
 * @param seen events that came, each counted once
 * @param lost events that were called lost
 * @param late events that came after they had been called lost
 * @param again events that came once more
 * @param open events that are missing and may still come
 * @param disagreement what contradicts in these figures, or null
 */
public record EventAccount(
    long mapNumber,
    String name,
    long expected,
    long seen,
    long lost,
    long late,
    long again,
    long open,
    String disagreement) {}
