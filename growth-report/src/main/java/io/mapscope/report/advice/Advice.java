package io.mapscope.report.advice;

import io.mapscope.report.scan.Capacity;
import io.mapscope.report.scan.MapFindings;

/**
 * What to do about one map.
 *
 * @param map what it is about
 * @param action what to do
 * @param code Java to write, or null
 * @param argument of that code, 0 for none
 * @param what in a sentence
 * @param because why, in a sentence or two
 * @param otherwise what else would do, or null
 * @param capacity what the argument was derived from
 * @param removesStalls stalls of the recording that would not have been
 * @param removesGrowths growths of the recording that would not have been
 */
public record Advice(
    MapFindings map,
    Action action,
    String code,
    long argument,
    String what,
    String because,
    String otherwise,
    Capacity capacity,
    long removesStalls,
    long removesGrowths) {}
