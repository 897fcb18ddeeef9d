package io.mapscope.otel.mapping;

import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanBuilder;
import io.opentelemetry.api.trace.SpanContext;

/**
 * How the span of a growth is named before it has ended: by steps that are its children or link to
 * it, and by the exemplars of its durations.
 */
sealed interface GrowthSpans permits ComputedGrowthSpans, StartedGrowthSpans {

  /** The context of a growth's span, which may not have ended or even begun. */
  SpanContext context(ObservedMap map, long growth);

  /** The same with the sampler overruled, as far as the SDK lets itself be overruled. */
  SpanContext kept(ObservedMap map, long growth);

  /** The start of a growth has been seen. */
  void began(ObservedMap map, long growth, long startNanos);

  /** The growth's span, to be filled and ended now. */
  Span start(SpanBuilder builder, ObservedMap map, long growth, long startNanos, boolean keep);
}
