package io.mapscope.otel.pipeline;

/**
 * What became of the spans, or of the collections of metrics, for one destination.
 *
 * @param destination where to
 * @param exported delivered
 * @param failed given to the exporter and not delivered
 * @param dropped never given to the exporter, as its queue was full
 * @param lastError what the last failure said, or null
 */
public record Delivery(
    String destination, long exported, long failed, long dropped, String lastError) {}
