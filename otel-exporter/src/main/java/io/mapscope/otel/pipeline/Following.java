package io.mapscope.otel.pipeline;

/**
 * What a pipeline must know that goes on where an earlier one was interrupted.
 *
 * @param confirmations the spans that were delivered before
 * @param metrics the totals that were told before
 */
public record Following(Confirmations confirmations, CumulativeMetrics metrics) {}
