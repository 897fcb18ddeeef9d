package io.mapscope.otel.mapping;

import io.mapscope.events.GrowthStartEvent;
import io.mapscope.otel.catalog.SpanCatalog;
import io.mapscope.otel.catalog.SpanCatalog.SpanKind;
import io.mapscope.otel.mapping.ComputedIds.Purpose;
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
    EventHead begin = start == null ? end : start;
    span.setAllAttributes(begin.thread()).setAllAttributes(begin.callSite());
    span.setAttribute(SpanKeys.GROWTH, shape.growth())
        .setAttribute(SpanKeys.GROWTH_REASON, shape.reason())
        .setAttribute(SpanKeys.SAME_SIZE, shape.sameSize())
        .setAttribute(SpanKeys.BUCKETS_BEFORE, shape.bucketsBefore())
        .setAttribute(SpanKeys.BUCKETS_AFTER, shape.bucketsAfter())
        .setAttribute(SpanKeys.ENTRIES, shape.entries())
        .setAttribute(SpanKeys.OVERFLOW_BUCKETS, shape.overflowBuckets())
        .setAttribute(SpanKeys.GROWTH_STEPS, growth.steps())
        .setAttribute(SpanKeys.CHAINS_EVACUATED, growth.chainsEvacuated())
        .setAttribute(SpanKeys.ENTRIES_MOVED, growth.entriesMoved())
        .setAttribute(SpanKeys.ENTRIES_MOVED_TO_UPPER, growth.movedToUpper())
        .setAttribute(SpanKeys.HOLES_SQUEEZED, growth.holesSqueezed())
        .setAttribute(SpanKeys.OVERFLOW_BUCKETS_ATTACHED, growth.overflowAttached())
        .setAttribute(SpanKeys.GROWTH_WORK_TIME, growth.workNanos() / NANOS_PER_SECOND)
        .setAttribute(SpanKeys.GROWTH_LONGEST_STEP, growth.longestStepNanos() / NANOS_PER_SECOND)
        .setAttribute(SpanKeys.GROWTH_ALLOCATED, growth.allocatedBytes())
        .setAttribute(SpanKeys.GROWTH_ABANDONED, growth.abandonedByClear());
    span.end(end.endNanos(), TimeUnit.NANOSECONDS);
  }

  /** The span in which the growth began, then those that paid for it, who paid most first. */
  private static void link(Span span, EventHead start, Collection<Victim> victims) {
    SpanContext cause = start == null ? SpanContext.getInvalid() : start.victim();
    if (cause.isValid() && victims.stream().noneMatch(victim -> victim.span().equals(cause))) {
      span.addLink(cause, Attributes.of(SpanKeys.GROWTH_CAUSE, true));
    }
    for (Victim victim : victims) {
      Attributes paid = Attributes.of(SpanKeys.VICTIM_WORK_TIME, victim.nanos() / NANOS_PER_SECOND);
      boolean isCause = victim.span().equals(cause);
      span.addLink(
          victim.span(),
          isCause ? paid.toBuilder().put(SpanKeys.GROWTH_CAUSE, true).build() : paid);
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
    builder
        .setAttribute(SpanKeys.GROWTH, work.growth())
        .setAttribute(SpanKeys.OPERATION, work.operation())
        .setAttribute(SpanKeys.BUCKET, work.bucket())
        .setAttribute(SpanKeys.CHAINS_EVACUATED, work.chainsEvacuated())
        .setAttribute(SpanKeys.ENTRIES_MOVED, work.entriesMoved())
        .setAttribute(SpanKeys.MARK_BEFORE, work.markBefore())
        .setAttribute(SpanKeys.MARK_AFTER, work.markAfter())
        .setAttribute(SpanKeys.OLD_BUCKETS, work.oldBuckets())
        .setAttribute(SpanKeys.GROWTH_FINISHED, work.finished());
    return tell(builder, null, map, head, keep);
  }

  void evacuate(
      ObservedMap map, EventHead head, Evacuation evacuation, SpanContext parent, boolean keep) {
    if (!parent.isSampled()) {
      return;
    }
    SpanBuilder builder = child(SpanCatalog.EVACUATE, map, parent);
    builder
        .setAttribute(SpanKeys.GROWTH, evacuation.growth())
        .setAttribute(SpanKeys.OLD_BUCKET, evacuation.oldBucket())
        .setAttribute(SpanKeys.CHAIN_LENGTH, evacuation.chainLength())
        .setAttribute(SpanKeys.ENTRIES_MOVED, evacuation.toLower() + evacuation.toUpper())
        .setAttribute(SpanKeys.ENTRIES_MOVED_TO_UPPER, evacuation.toUpper())
        .setAttribute(SpanKeys.HOLES_SQUEEZED, evacuation.holesSqueezed())
        .setAttribute(SpanKeys.OVERFLOW_BUCKETS_ATTACHED, evacuation.overflowAttached());
    tell(builder, null, map, head, keep);
  }

  void put(ObservedMap map, EventHead head, SlowPut put) {
    String traceId = traceOutsideOfVictim(map, head);
    if (traceId != null && !sampled.test(traceId)) {
      return;
    }
    SpanBuilder builder = ofVictim(SpanCatalog.PUT, map, head);
    builder
        .setAttribute(SpanKeys.OPERATION, "put")
        .setAttribute(SpanKeys.GROWING, put.growing())
        .setAttribute(SpanKeys.PUT_INSERTED, put.inserted())
        .setAttribute(SpanKeys.PUT_STARTED_GROWTH, put.startedGrowth())
        .setAttribute(SpanKeys.PUT_OVERFLOW_ATTACHED, put.overflowAttached())
        .setAttribute(SpanKeys.CHAIN_POSITION, put.chainPosition());
    tell(builder, traceId, map, head, false);
  }

  void delete(ObservedMap map, EventHead head, SlowDelete delete) {
    String traceId = traceOutsideOfVictim(map, head);
    if (traceId != null && !sampled.test(traceId)) {
      return;
    }
    SpanBuilder builder = ofVictim(SpanCatalog.DELETE, map, head);
    builder
        .setAttribute(SpanKeys.OPERATION, "remove")
        .setAttribute(SpanKeys.GROWING, delete.growing())
        .setAttribute(SpanKeys.DELETE_FOUND, delete.found())
        .setAttribute(SpanKeys.DELETE_SLOTS_FREED, delete.slotsFreed())
        .setAttribute(SpanKeys.DELETE_EVACUATED_FIRST, delete.evacuatedFirst())
        .setAttribute(SpanKeys.DELETE_SEED_REDRAWN, delete.seedRedrawn())
        .setAttribute(SpanKeys.CHAIN_POSITION, delete.chainPosition())
        .setAttribute(SpanKeys.SLOT, delete.slot())
        .setAttribute(SpanKeys.ENTRIES, delete.entriesAfter());
    tell(builder, traceId, map, head, false);
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
    span.setAllAttributes(Origin.ofThread(growth.threadId(), growth.threadName()))
        .setAllAttributes(Origin.ofCallSite(growth.callSite()));
    span.setAttribute(SpanKeys.GROWTH_REASON, GrowthStartEvent.LOAD)
        .setAttribute(SpanKeys.SAME_SIZE, false)
        .setAttribute(SpanKeys.GROWTH_METHOD, growth.method())
        .setAttribute(SpanKeys.GROWTH_HELPING, growth.helping());
    if (growth.buckets() > 0) {
      span.setAttribute(SpanKeys.BUCKETS_AFTER, growth.buckets());
    }
    span.end(growth.endNanos(), TimeUnit.NANOSECONDS);
  }

  /** The trace that a write begins when no sampled span was active, else null. */
  private static String traceOutsideOfVictim(ObservedMap map, EventHead head) {
    return head.victim().isValid() ? null : id(Purpose.EVENT_TRACE, map, head.sequence());
  }

  private SpanBuilder ofVictim(SpanKind kind, ObservedMap map, EventHead head) {
    return head.victim().isValid() ? child(kind, map, head.victim()) : root(kind, map);
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
    return builder.setAllAttributes(map.spanAttributes());
  }

  private static SpanBuilder named(SpanBuilder builder, MapIdentity map) {
    return builder
        .setAttribute(SpanKeys.MAP_NAME, map.name())
        .setAttribute(SpanKeys.IMPLEMENTATION, map.implementation());
  }

  /**
   * Makes a span of an event whose own attributes are set; the trace is null below a parent. All
   * attributes are set before the span starts, from when on each would take its lock.
   */
  private static SpanContext tell(
      SpanBuilder builder, String traceId, ObservedMap map, EventHead head, boolean keep) {
    builder
        .setAllAttributes(head.thread())
        .setAllAttributes(head.callSite())
        .setStartTimestamp(head.startNanos(), TimeUnit.NANOSECONDS);
    String spanId = id(Purpose.EVENT_SPAN, map, head.sequence());
    Span span = new SpanOrder(traceId, spanId, keep).start(builder);
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
