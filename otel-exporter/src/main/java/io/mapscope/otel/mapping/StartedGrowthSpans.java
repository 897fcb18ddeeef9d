package io.mapscope.otel.mapping;

import io.mapscope.otel.catalog.SpanCatalog;
import io.mapscope.otel.mapping.ComputedIds.Purpose;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanBuilder;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.api.trace.Tracer;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;

/**
 * Growths of an SDK that gives ids as it likes: their span is started when the growth is first
 * heard of, so that its ids are known, and ended with the growth.
 *
 * <p>Implementation note. A span that is never ended is never exported, so a growth without an end
 * costs its place here and nothing else; the oldest of too many gives its place up. Sampling is the
 * SDK's decision when the span starts, which is before the growth can be known to be slow: so a
 * slow growth is not kept against the sampler here.
 */
final class StartedGrowthSpans implements GrowthSpans {

  private static final int MOST_HELD = 1_000;

  private record Key(long map, long growth) {}

  private final Tracer tracer;
  private final Predicate<String> sampled;
  private final Map<Key, Span> open = new LinkedHashMap<>();
  // For what comes after the end: evacuations that have waited for their step.
  private final Map<Key, SpanContext> ended = new LinkedHashMap<>();

  StartedGrowthSpans(Tracer tracer, Predicate<String> sampled) {
    this.tracer = tracer;
    this.sampled = sampled;
  }

  @Override
  public SpanContext context(ObservedMap map, long growth) {
    Key key = new Key(map.number, growth);
    Span span = open.get(key);
    return span == null ? ended.getOrDefault(key, SpanContext.getInvalid()) : span.getSpanContext();
  }

  @Override
  public SpanContext kept(ObservedMap map, long growth) {
    return context(map, growth);
  }

  @Override
  public void began(ObservedMap map, long growth, long startNanos) {
    Key key = new Key(map.number, growth);
    if (open.containsKey(key) || ended.containsKey(key)) {
      return;
    }
    SpanBuilder builder =
        tracer
            .spanBuilder(SpanCatalog.GROWTH.name())
            .setNoParent()
            .setAllAttributes(map.spanAttributes());
    put(open, key, start(builder, map, growth, startNanos));
  }

  @Override
  public Span start(
      SpanBuilder builder, ObservedMap map, long growth, long startNanos, boolean keep) {
    Key key = new Key(map.number, growth);
    Span begun = open.remove(key);
    Span span = begun == null ? start(builder, map, growth, startNanos) : begun;
    put(ended, key, span.getSpanContext());
    return span;
  }

  private static <V> void put(Map<Key, V> bounded, Key key, V value) {
    if (bounded.size() == MOST_HELD) {
      bounded.remove(bounded.keySet().iterator().next());
    }
    bounded.put(key, value);
  }

  private Span start(SpanBuilder builder, ObservedMap map, long growth, long startNanos) {
    return sampled.test(Spans.id(Purpose.GROWTH_TRACE, map, growth))
        ? builder.setStartTimestamp(startNanos, TimeUnit.NANOSECONDS).startSpan()
        : Span.getInvalid();
  }
}
