package io.mapscope.otel;

/**
 * What became of one source.
 *
 * @param source what the user has named, or the recordings of one JVM
 * @param summary what became of its events, or null when there were none to map
 * @param failure why it, or a part of it, could not be exported, on one line with the remedy; or
 *     null
 */
public record SourceResult(String source, ExportSummary summary, String failure) {}
