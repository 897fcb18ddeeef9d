package io.mapscope.otel.mapping;

import io.mapscope.events.GrowthStartEvent;
import io.mapscope.events.recording.CallSite;
import io.mapscope.otel.catalog.AttributeNames;
import io.mapscope.otel.catalog.SpanCatalog;
import io.mapscope.otel.catalog.SpanCatalog.SpanKind;
import io.mapscope.otel.mapping.ComputedIds.Purpose;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanBuilder;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.api.trace.TraceFlags;
import io.opentelemetry.api.trace.TraceState;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.context.Context;
import java.util.Collection;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;

/**
 * Makes spans of events, with the events' own times.
 *
 * <p>Implementation note. A parent is named by its ids alone; it may have been exported by another
 * program (the victim's own span) or may not have ended yet (the growth, see {@link GrowthSpans}).
 */
final class Spans {

  private static final AttributeKey<Boolean> CAUSE =
      AttributeKey.booleanKey(AttributeNames.GROWTH_CAUSE);
  private static final AttributeKey<Double> PAID =
      AttributeKey.doubleKey(AttributeNames.VICTIM_WORK_TIME);

  private static final double NANOS_PER_SECOND = 1e9;

  private final Tracer tracer;
  private final boolean computed;
  private final Predicate<String> sampled;
  private final GrowthSpans growths;

  /**
   * Spans of a tracer.
   *
   * @param computed whether the tracer's SDK obeys a {@link SpanOrder}
   * @param sampled whether a trace of that id, begun here, is to be sampled
   */
  Spans(Tracer tracer, boolean computed, Predicate<String> sampled) {
    this.tracer = tracer;
    this.computed = computed;
    this.sampled = sampled;
    this.growths =
        computed ? new ComputedGrowthSpans(sampled) : new StartedGrowthSpans(tracer, sampled);
  }

  /** Whether spans go anywhere. */
  boolean wanted() {
    return tracer.isEnabled();
  }

  /** The context of a growth's span, which may not exist yet. */
  SpanContext growthContext(ObservedMap map, long growth, boolean keep) {
    return keep ? growths.kept(map, growth) : growths.context(map, growth);
  }

  /** A growth has been heard of, by its start or, when that was not seen, by a step. */
  void growthBegan(ObservedMap map, EventHead first, long growth) {
    growths.began(map, growth, first.startNanos());
  }

  /** A growth; its start is null when it was not seen. */
  void growth(
      ObservedMap map,
      EventHead start,
      EventHead end,
      GrowthEnd growth,
      Collection<Victim> victims,
      boolean keep) {
    if (!wanted()) {
      return;
    }
    GrowthShape shape = growth.shape();
    long startNanos = end.endNanos() - growth.elapsedNanos();
    SpanBuilder builder = root(SpanCatalog.GROWTH, map);
    Span span = growths.start(builder, map, shape.growth(), startNanos, keep);
    link(span, start, victims);
    describe(span, start == null ? end : start);
    span.setAttribute(AttributeNames.GROWTH, shape.growth())
        .setAttribute(AttributeNames.GROWTH_REASON, shape.reason())
        .setAttribute(AttributeNames.SAME_SIZE, shape.sameSize())
        .setAttribute("hashmap.buckets.before", shape.bucketsBefore())
        .setAttribute("hashmap.buckets.after", shape.bucketsAfter())
        .setAttribute("hashmap.entries", shape.entries())
        .setAttribute("hashmap.overflow_buckets", shape.overflowBuckets())
        .setAttribute("hashmap.growth.steps", growth.steps())
        .setAttribute("hashmap.chains.evacuated", growth.chainsEvacuated())
        .setAttribute("hashmap.entries.moved", growth.entriesMoved())
        .setAttribute("hashmap.entries.moved_to_upper", growth.movedToUpper())
        .setAttribute("hashmap.holes.squeezed", growth.holesSqueezed())
        .setAttribute("hashmap.overflow_buckets.attached", growth.overflowAttached())
        .setAttribute("hashmap.growth.work_time", growth.workNanos() / NANOS_PER_SECOND)
        .setAttribute("hashmap.growth.longest_step", growth.longestStepNanos() / NANOS_PER_SECOND)
        .setAttribute("hashmap.growth.allocated", growth.allocatedBytes())
        .setAttribute("hashmap.growth.abandoned", growth.abandonedByClear());
    span.end(end.endNanos(), TimeUnit.NANOSECONDS);
  }

  /** The span in which the growth began, then those that paid for it, who paid most first. */
  private static void link(Span span, EventHead start, Collection<Victim> victims) {
    SpanContext cause = start == null ? SpanContext.getInvalid() : start.victim();
    if (cause.isValid() && victims.stream().noneMatch(victim -> victim.span().equals(cause))) {
      span.addLink(cause, Attributes.of(CAUSE, true));
    }
    for (Victim victim : victims) {
      Attributes paid = Attributes.of(PAID, victim.nanos() / NANOS_PER_SECOND);
      boolean isCause = victim.span().equals(cause);
      span.addLink(victim.span(), isCause ? paid.toBuilder().put(CAUSE, true).build() : paid);
    }
  }

  /** A step; returns its context, for the evacuations within. */
  SpanContext growWork(ObservedMap map, EventHead head, GrowWork work, boolean keep) {
    SpanContext growth = growthContext(map, work.growth(), keep);
    SpanContext parent = head.victim().isValid() ? head.victim() : growth;
    if (!parent.isSampled()) {
      return SpanContext.getInvalid();
    }
    SpanBuilder builder = child(SpanCatalog.GROW_WORK, map, parent).addLink(growth);
    Span span = start(builder, map, head, keep);
    span.setAttribute(AttributeNames.GROWTH, work.growth())
        .setAttribute(AttributeNames.OPERATION, work.operation())
        .setAttribute("hashmap.bucket", work.bucket())
        .setAttribute("hashmap.chains.evacuated", work.chainsEvacuated())
        .setAttribute("hashmap.entries.moved", work.entriesMoved())
        .setAttribute("hashmap.mark.before", work.markBefore())
        .setAttribute("hashmap.mark.after", work.markAfter())
        .setAttribute("hashmap.old_buckets", work.oldBuckets())
        .setAttribute("hashmap.growth.finished", work.finished());
    return end(span, head);
  }

  void evacuate(
      ObservedMap map, EventHead head, Evacuation evacuation, SpanContext parent, boolean keep) {
    if (!parent.isSampled()) {
      return;
    }
    Span span = start(child(SpanCatalog.EVACUATE, map, parent), map, head, keep);
    span.setAttribute(AttributeNames.GROWTH, evacuation.growth())
        .setAttribute("hashmap.old_bucket", evacuation.oldBucket())
        .setAttribute("hashmap.chain.length", evacuation.chainLength())
        .setAttribute("hashmap.entries.moved", evacuation.toLower() + evacuation.toUpper())
        .setAttribute("hashmap.entries.moved_to_upper", evacuation.toUpper())
        .setAttribute("hashmap.holes.squeezed", evacuation.holesSqueezed())
        .setAttribute("hashmap.overflow_buckets.attached", evacuation.overflowAttached());
    end(span, head);
  }

  void put(ObservedMap map, EventHead head, SlowPut put) {
    Span span = ofVictim(SpanCatalog.PUT, map, head);
    span.setAttribute(AttributeNames.OPERATION, "put")
        .setAttribute(AttributeNames.GROWING, put.growing())
        .setAttribute("hashmap.put.inserted", put.inserted())
        .setAttribute("hashmap.put.started_growth", put.startedGrowth())
        .setAttribute("hashmap.put.overflow_attached", put.overflowAttached())
        .setAttribute("hashmap.chain.position", put.chainPosition());
    end(span, head);
  }

  void delete(ObservedMap map, EventHead head, SlowDelete delete) {
    Span span = ofVictim(SpanCatalog.DELETE, map, head);
    span.setAttribute(AttributeNames.OPERATION, "remove")
        .setAttribute(AttributeNames.GROWING, delete.growing())
        .setAttribute("hashmap.delete.found", delete.found())
        .setAttribute("hashmap.delete.slots_freed", delete.slotsFreed())
        .setAttribute("hashmap.delete.evacuated_first", delete.evacuatedFirst())
        .setAttribute("hashmap.delete.seed_redrawn", delete.seedRedrawn())
        .setAttribute("hashmap.chain.position", delete.chainPosition())
        .setAttribute("hashmap.slot", delete.slot())
        .setAttribute("hashmap.entries", delete.entriesAfter());
    end(span, head);
  }

  /** The context of the span of a traced growth, invalid when the SDK gives ids of its own. */
  SpanContext context(TracedGrowth growth) {
    if (!computed) {
      return SpanContext.getInvalid();
    }
    String traceId = id(Purpose.TRACED_TRACE, growth);
    return SpanContext.createFromRemoteParent(
        traceId,
        id(Purpose.TRACED_SPAN, growth),
        sampled.test(traceId) ? TraceFlags.getSampled() : TraceFlags.getDefault(),
        TraceState.getDefault());
  }

  /** A growth of a map that tells nothing itself; the victim is invalid when none is known. */
  void traced(TracedGrowth growth, SpanContext victim) {
    String traceId = id(Purpose.TRACED_TRACE, growth);
    if (!wanted() || !sampled.test(traceId)) {
      return;
    }
    SpanBuilder builder =
        named(
            tracer.spanBuilder(SpanCatalog.TRACED_GROWTH.name()).setNoParent(), growth.identity());
    if (victim.isValid()) {
      builder.addLink(victim);
    }
    builder.setStartTimestamp(growth.startNanos(), TimeUnit.NANOSECONDS);
    Span span = new SpanOrder(traceId, id(Purpose.TRACED_SPAN, growth), false).start(builder);
    describe(span, growth.threadId(), growth.threadName(), growth.callSite());
    span.setAttribute(AttributeNames.GROWTH_REASON, GrowthStartEvent.LOAD)
        .setAttribute(AttributeNames.SAME_SIZE, false)
        .setAttribute("hashmap.growth.method", growth.method())
        .setAttribute("hashmap.growth.helping", growth.helping());
    if (growth.buckets() > 0) {
      span.setAttribute("hashmap.buckets.after", growth.buckets());
    }
    span.end(growth.endNanos(), TimeUnit.NANOSECONDS);
  }

  private Span ofVictim(SpanKind kind, ObservedMap map, EventHead head) {
    if (head.victim().isValid()) {
      return start(child(kind, map, head.victim()), map, head, false);
    }
    return sampled.test(id(Purpose.EVENT_TRACE, map, head.sequence()))
        ? start(root(kind, map), map, head, false)
        : Span.getInvalid();
  }

  private SpanBuilder root(SpanKind kind, ObservedMap map) {
    return named(tracer.spanBuilder(kind.name()).setNoParent(), map);
  }

  private SpanBuilder child(SpanKind kind, ObservedMap map, SpanContext parent) {
    Context context = Context.root().with(Span.wrap(parent));
    return named(tracer.spanBuilder(kind.name()).setParent(context), map);
  }

  /** What a sampler may want to know. */
  private static SpanBuilder named(SpanBuilder builder, ObservedMap map) {
    return named(builder, map.identity()).setAttribute(AttributeNames.MAP_NUMBER, map.number);
  }

  private static SpanBuilder named(SpanBuilder builder, MapIdentity map) {
    return builder
        .setAttribute(AttributeNames.MAP_NAME, map.name())
        .setAttribute(AttributeNames.IMPLEMENTATION, map.implementation());
  }

  private static void describe(Span span, EventHead head) {
    describe(span, head.threadId(), head.threadName(), head.callSite());
  }

  private static void describe(Span span, long threadId, String threadName, CallSite callSite) {
    if (threadId > 0) {
      span.setAttribute("thread.id", threadId);
    }
    // A virtual thread has no name unless it was given one.
    if (threadName != null && !threadName.isEmpty()) {
      span.setAttribute("thread.name", threadName);
    }
    if (callSite != null) {
      span.setAttribute("code.function.name", callSite.function());
      if (callSite.line() > 0) {
        span.setAttribute("code.line.number", callSite.line());
      }
    }
  }

  private static Span start(SpanBuilder builder, ObservedMap map, EventHead head, boolean keep) {
    String traceId = id(Purpose.EVENT_TRACE, map, head.sequence());
    String spanId = id(Purpose.EVENT_SPAN, map, head.sequence());
    builder.setStartTimestamp(head.startNanos(), TimeUnit.NANOSECONDS);
    Span span = new SpanOrder(traceId, spanId, keep).start(builder);
    describe(span, head);
    return span;
  }

  private static SpanContext end(Span span, EventHead head) {
    span.end(head.endNanos(), TimeUnit.NANOSECONDS);
    return span.getSpanContext();
  }

  static String id(Purpose purpose, ObservedMap map, long number) {
    long jvm = map.identity().jvm();
    return switch (purpose) {
      case GROWTH_TRACE, EVENT_TRACE -> ComputedIds.traceId(purpose, jvm, map.number, number);
      case GROWTH_SPAN, EVENT_SPAN -> ComputedIds.spanId(purpose, jvm, map.number, number);
      default -> throw new IllegalArgumentException(purpose + " is not of a map with a number");
    };
  }

  /** A thread does one thing at a time, so method, thread and start are unique in a JVM. */
  private static String id(Purpose purpose, TracedGrowth growth) {
    long method = growth.method().hashCode();
    return purpose == Purpose.TRACED_TRACE
        ? ComputedIds.traceId(purpose, method, growth.threadId(), growth.startNanos())
        : ComputedIds.spanId(purpose, method, growth.threadId(), growth.startNanos());
  }
}
