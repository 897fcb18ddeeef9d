package io.mapscope.otel.mapping;

import io.mapscope.otel.mapping.ComputedIds.Purpose;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanBuilder;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.api.trace.TraceFlags;
import io.opentelemetry.api.trace.TraceState;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;

/**
 * Growths whose ids are known from the start, as they are {@linkplain ComputedIds computed}; their
 * span is made when they have ended.
 *
 * <p>Implementation note. Whether a growth's trace is sampled is asked of the sampler by trace id,
 * so that steps which arrive before their growth share its fate; that holds for every sampler that
 * decides by the trace id.
 */
final class ComputedGrowthSpans implements GrowthSpans {

  private final Predicate<String> sampled;

  // Steps and evacuations come many in a row of one growth.
  private ObservedMap latestMap;
  private MapIdentity latestIdentity;
  private long latestGrowth;
  private SpanContext latest;

  ComputedGrowthSpans(Predicate<String> sampled) {
    this.sampled = sampled;
  }

  @Override
  public SpanContext context(ObservedMap map, long growth) {
    if (latestMap != map || latestGrowth != growth || !map.identity().equals(latestIdentity)) {
      String traceId = Spans.id(Purpose.GROWTH_TRACE, map, growth);
      latest = context(traceId, map, growth, sampled.test(traceId));
      latestMap = map;
      latestIdentity = map.identity();
      latestGrowth = growth;
    }
    return latest;
  }

  @Override
  public SpanContext kept(ObservedMap map, long growth) {
    return context(Spans.id(Purpose.GROWTH_TRACE, map, growth), map, growth, true);
  }

  @Override
  public void began(ObservedMap map, long growth, long startNanos) {}

  @Override
  public Span start(
      SpanBuilder builder, ObservedMap map, long growth, long startNanos, boolean keep) {
    String traceId = Spans.id(Purpose.GROWTH_TRACE, map, growth);
    if (!keep && !sampled.test(traceId)) {
      return Span.getInvalid();
    }
    builder.setStartTimestamp(startNanos, TimeUnit.NANOSECONDS);
    return new SpanOrder(traceId, Spans.id(Purpose.GROWTH_SPAN, map, growth), keep).start(builder);
  }

  private static SpanContext context(
      String traceId, ObservedMap map, long growth, boolean sampled) {
    return SpanContext.createFromRemoteParent(
        traceId,
        Spans.id(Purpose.GROWTH_SPAN, map, growth),
        sampled ? TraceFlags.getSampled() : TraceFlags.getDefault(),
        TraceState.getDefault());
  }
}
