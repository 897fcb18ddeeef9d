package io.mapscope.otel.mapping;

import io.opentelemetry.api.trace.SpanContext;

/**
 * A span of the program that paid for a growth.
 *
 * @param span the span, sampled
 * @param nanos how long its slow writes have worked for the growth
 */
record Victim(SpanContext span, long nanos) {}
