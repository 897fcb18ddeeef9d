package io.mapscope.report;

import java.time.Instant;

/**
 * When a thread was growing a map.
 *
 * @param map what the report calls it, not null
 * @param number of the growth in its map
 * @param threadId Java's number of the thread that began it, -1 when unknown
 * @param start of the growth, not null
 * @param end of the growth, not null
 */
public record GrowthWindow(String map, long number, long threadId, Instant start, Instant end) {}
