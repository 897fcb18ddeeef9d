/**
 * Reads a recording once, in bounded memory, into what a report needs.
 *
 * <p>{@link io.mapscope.report.scan.Scan} owns the stream; {@code JdkGrowths} reads the method
 * traces of the JDK's maps, {@code MapEvents} the events of instrumented maps, {@code Surroundings}
 * the machine and {@code Losses} what is missing. All of it ends in {@link
 * io.mapscope.report.scan.Findings}.
 */
package io.mapscope.report.scan;
