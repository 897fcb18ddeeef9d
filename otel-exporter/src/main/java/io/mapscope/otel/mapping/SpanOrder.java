package io.mapscope.otel.mapping;

import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanBuilder;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.context.Context;
import io.opentelemetry.sdk.trace.IdGenerator;
import io.opentelemetry.sdk.trace.data.LinkData;
import io.opentelemetry.sdk.trace.samplers.Sampler;
import io.opentelemetry.sdk.trace.samplers.SamplingResult;
import java.util.List;

/**
 * What the mapping orders of the SDK for the span that it starts right now: its ids, and that it be
 * kept.
 *
 * <p>Implementation note. OpenTelemetry's API lets nobody choose the ids of a span, nor overrule a
 * sampler. The SDK asks its generator and its sampler while it starts a span, on the thread that
 * starts it, so the order lies in a thread-local for just that moment. That lets the program's own
 * SDK serve too: its other threads find no order and get what they got before, for one look into a
 * thread-local a span.
 *
 * @param traceId id of the trace, when the span begins one
 * @param spanId id of the span
 * @param keep whether the sampler is overruled
 */
public record SpanOrder(String traceId, String spanId, boolean keep) {

  private static final ThreadLocal<SpanOrder> CURRENT = new ThreadLocal<>();

  /** Starts a span by this order. */
  Span start(SpanBuilder builder) {
    CURRENT.set(this);
    try {
      return builder.startSpan();
    } finally {
      // Not removed: the next one comes soon, and the thread is the mapping's own.
      CURRENT.set(null);
    }
  }

  /**
   * Whether the tracer's SDK obeys. The span that tells is never ended, so nobody exports it.
   *
   * @param tracer any tracer
   * @return whether a span had the ids that were ordered
   */
  public static boolean isObeyedBy(Tracer tracer) {
    SpanOrder order = new SpanOrder("6d617073636f70652070726f62652e21", "6d61707363707262", false);
    SpanContext got =
        order.start(tracer.spanBuilder("mapscope.probe").setNoParent()).getSpanContext();
    return got.getTraceId().equals(order.traceId) && got.getSpanId().equals(order.spanId);
  }

  /**
   * Gives the ids that are ordered, and those of the other generator when nothing is.
   *
   * @param others the other generator
   * @return a generator for an SDK
   */
  public static IdGenerator ids(IdGenerator others) {
    return new OrderedIds(others);
  }

  /**
   * Keeps what is ordered to be kept, and leaves all else to the other sampler.
   *
   * @param others the other sampler
   * @return a sampler for an SDK
   */
  public static Sampler sampler(Sampler others) {
    return new OrderedSampler(others);
  }

  private record OrderedIds(IdGenerator others) implements IdGenerator {

    @Override
    public String generateTraceId() {
      SpanOrder order = CURRENT.get();
      return order == null ? others.generateTraceId() : order.traceId;
    }

    @Override
    public String generateSpanId() {
      SpanOrder order = CURRENT.get();
      return order == null ? others.generateSpanId() : order.spanId;
    }

    // Computed ids are hashes: as random as the others.
    @Override
    public boolean generatesRandomTraceIds() {
      return others.generatesRandomTraceIds();
    }
  }

  private record OrderedSampler(Sampler others) implements Sampler {

    @Override
    public SamplingResult shouldSample(
        Context parent,
        String traceId,
        String name,
        SpanKind kind,
        Attributes attributes,
        List<LinkData> links) {
      SpanOrder order = CURRENT.get();
      return order != null && order.keep
          ? SamplingResult.recordAndSample()
          : others.shouldSample(parent, traceId, name, kind, attributes, links);
    }

    @Override
    public String getDescription() {
      return others.getDescription();
    }

    @Override
    public String toString() {
      return getDescription();
    }
  }
}
