package io.mapscope.otel.mapping;

import io.mapscope.otel.catalog.AttributeNames;
import io.mapscope.otel.catalog.SpanCatalog;
import io.mapscope.otel.catalog.SpanCatalog.SpanKind;
import io.mapscope.otel.mapping.ComputedIds.Purpose;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanBuilder;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.api.trace.TraceFlags;
import io.opentelemetry.api.trace.TraceState;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.context.Context;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;

/**
 * Makes spans of events, with the events' own times and {@linkplain ComputedIds computed ids}.
 *
 * <p>Implementation note. A parent is named by its ids alone; it may have been exported by another
 * program (the victim's own span) or may not have ended yet (the growth). Whether a growth's trace
 * is sampled is asked of the sampler by trace id, so that steps which arrive before their growth
 * share its fate; that holds for every sampler that decides by the trace id.
 */
final class Spans {

  private static final double NANOS_PER_SECOND = 1e9;

  private final Tracer tracer;
  private final ComputedIds ids;
  private final Predicate<String> sampled;

  Spans(Tracer tracer, ComputedIds ids, Predicate<String> sampled) {
    this.tracer = tracer;
    this.ids = ids;
    this.sampled = sampled;
  }

  /** The context of a growth's span, which may not exist yet. */
  SpanContext growthContext(ObservedMap map, long growth) {
    String traceId = id(Purpose.GROWTH_TRACE, map, growth);
    return SpanContext.createFromRemoteParent(
        traceId,
        id(Purpose.GROWTH_SPAN, map, growth),
        sampled.test(traceId) ? TraceFlags.getSampled() : TraceFlags.getDefault(),
        TraceState.getDefault());
  }

  /** A growth; its start is null when it was not seen. */
  void growth(ObservedMap map, EventHead start, EventHead end, GrowthEnd growth) {
    GrowthShape shape = growth.shape();
    SpanBuilder span = root(SpanCatalog.GROWTH);
    if (start != null && start.victim().isValid()) {
      span.addLink(start.victim());
    }
    describe(span, map, start == null ? end : start);
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
    ids.next(
        id(Purpose.GROWTH_TRACE, map, shape.growth()),
        id(Purpose.GROWTH_SPAN, map, shape.growth()));
    emit(span, end.endNanos() - growth.elapsedNanos(), end.endNanos());
  }

  /** A step; returns its context, for the evacuations within. */
  SpanContext growWork(ObservedMap map, EventHead head, GrowWork work) {
    SpanContext growth = growthContext(map, work.growth());
    SpanContext parent = head.victim().isValid() ? head.victim() : growth;
    SpanBuilder span = child(SpanCatalog.GROW_WORK, parent).addLink(growth);
    describe(span, map, head);
    span.setAttribute(AttributeNames.GROWTH, work.growth())
        .setAttribute(AttributeNames.OPERATION, work.operation())
        .setAttribute("hashmap.bucket", work.bucket())
        .setAttribute("hashmap.chains.evacuated", work.chainsEvacuated())
        .setAttribute("hashmap.entries.moved", work.entriesMoved())
        .setAttribute("hashmap.mark.before", work.markBefore())
        .setAttribute("hashmap.mark.after", work.markAfter())
        .setAttribute("hashmap.old_buckets", work.oldBuckets())
        .setAttribute("hashmap.growth.finished", work.finished());
    return emitEvent(span, map, head);
  }

  void evacuate(ObservedMap map, EventHead head, Evacuation evacuation, SpanContext parent) {
    SpanBuilder span = child(SpanCatalog.EVACUATE, parent);
    describe(span, map, head);
    span.setAttribute(AttributeNames.GROWTH, evacuation.growth())
        .setAttribute("hashmap.old_bucket", evacuation.oldBucket())
        .setAttribute("hashmap.chain.length", evacuation.chainLength())
        .setAttribute("hashmap.entries.moved", evacuation.toLower() + evacuation.toUpper())
        .setAttribute("hashmap.entries.moved_to_upper", evacuation.toUpper())
        .setAttribute("hashmap.holes.squeezed", evacuation.holesSqueezed())
        .setAttribute("hashmap.overflow_buckets.attached", evacuation.overflowAttached());
    emitEvent(span, map, head);
  }

  void put(ObservedMap map, EventHead head, SlowPut put) {
    SpanBuilder span = ofVictim(SpanCatalog.PUT, head);
    describe(span, map, head);
    span.setAttribute(AttributeNames.OPERATION, "put")
        .setAttribute(AttributeNames.GROWING, put.growing())
        .setAttribute("hashmap.put.inserted", put.inserted())
        .setAttribute("hashmap.put.started_growth", put.startedGrowth())
        .setAttribute("hashmap.put.overflow_attached", put.overflowAttached())
        .setAttribute("hashmap.chain.position", put.chainPosition());
    emitEvent(span, map, head);
  }

  void delete(ObservedMap map, EventHead head, SlowDelete delete) {
    SpanBuilder span = ofVictim(SpanCatalog.DELETE, head);
    describe(span, map, head);
    span.setAttribute(AttributeNames.OPERATION, "remove")
        .setAttribute(AttributeNames.GROWING, delete.growing())
        .setAttribute("hashmap.delete.found", delete.found())
        .setAttribute("hashmap.delete.slots_freed", delete.slotsFreed())
        .setAttribute("hashmap.delete.evacuated_first", delete.evacuatedFirst())
        .setAttribute("hashmap.delete.seed_redrawn", delete.seedRedrawn())
        .setAttribute("hashmap.chain.position", delete.chainPosition())
        .setAttribute("hashmap.slot", delete.slot())
        .setAttribute("hashmap.entries", delete.entriesAfter());
    emitEvent(span, map, head);
  }

  private SpanBuilder ofVictim(SpanKind kind, EventHead head) {
    return head.victim().isValid() ? child(kind, head.victim()) : root(kind);
  }

  private SpanBuilder root(SpanKind kind) {
    return tracer.spanBuilder(kind.name()).setNoParent();
  }

  private SpanBuilder child(SpanKind kind, SpanContext parent) {
    return tracer.spanBuilder(kind.name()).setParent(Context.root().with(Span.wrap(parent)));
  }

  private static void describe(SpanBuilder span, ObservedMap map, EventHead head) {
    span.setAttribute(AttributeNames.MAP_NAME, map.identity().name())
        .setAttribute(AttributeNames.IMPLEMENTATION, map.identity().implementation())
        .setAttribute(AttributeNames.MAP_NUMBER, map.number);
    if (head.threadName() != null) {
      span.setAttribute("thread.id", head.threadId())
          .setAttribute("thread.name", head.threadName());
    }
    if (head.callSite() != null) {
      span.setAttribute("code.function.name", head.callSite().function());
      if (head.callSite().line() > 0) {
        span.setAttribute("code.line.number", head.callSite().line());
      }
    }
  }

  private SpanContext emitEvent(SpanBuilder span, ObservedMap map, EventHead head) {
    ids.next(
        id(Purpose.EVENT_TRACE, map, head.sequence()),
        id(Purpose.EVENT_SPAN, map, head.sequence()));
    return emit(span, head.startNanos(), head.endNanos());
  }

  private static SpanContext emit(SpanBuilder builder, long startNanos, long endNanos) {
    Span span = builder.setStartTimestamp(startNanos, TimeUnit.NANOSECONDS).startSpan();
    span.end(endNanos, TimeUnit.NANOSECONDS);
    return span.getSpanContext();
  }

  private static String id(Purpose purpose, ObservedMap map, long number) {
    long jvm = map.identity().jvm();
    return switch (purpose) {
      case GROWTH_TRACE, EVENT_TRACE -> ComputedIds.traceId(purpose, jvm, map.number, number);
      case GROWTH_SPAN, EVENT_SPAN -> ComputedIds.spanId(purpose, jvm, map.number, number);
    };
  }
}
