package io.mapscope.otel.mapping;

import io.mapscope.events.BreakerStateEvent;
import io.mapscope.events.GrowthStartEvent;
import io.mapscope.events.MisuseEvent;
import io.mapscope.otel.catalog.AttributeNames;
import io.mapscope.otel.catalog.MetricCatalog;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.metrics.DoubleHistogram;
import io.opentelemetry.api.metrics.LongCounter;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.context.Context;

/**
 * The metrics about maps.
 *
 * <p>Implementation note. Counters are fed from the totals that a map tells each second, not by
 * counting events: they stay exact when events fall below a threshold or are lost. A map that is
 * older than the recording brings its whole past with it, as a total since its creation is what a
 * counter is. Only the reason of a growth is not in the totals: it is taken from the growth's
 * events, and growths whose events have not come after two batches are counted with the reason
 * {@code unknown}, so that the sum over reasons is the exact total again.
 *
 * <p>Durations are recorded in the context of the span that they belong to, which makes that span
 * their exemplar.
 */
final class Instruments {

  private static final AttributeKey<String> OPERATION =
      AttributeKey.stringKey(AttributeNames.OPERATION);
  private static final AttributeKey<Boolean> GROWING =
      AttributeKey.booleanKey(AttributeNames.GROWING);
  private static final AttributeKey<String> REASON =
      AttributeKey.stringKey(AttributeNames.GROWTH_REASON);
  private static final AttributeKey<Boolean> SAME_SIZE =
      AttributeKey.booleanKey(AttributeNames.SAME_SIZE);
  private static final AttributeKey<String> MISUSE = AttributeKey.stringKey(AttributeNames.MISUSE);
  private static final AttributeKey<String> LOCK_MODE =
      AttributeKey.stringKey(AttributeNames.LOCK_MODE);
  private static final AttributeKey<String> DELETION_KIND =
      AttributeKey.stringKey(AttributeNames.DELETION_KIND);
  private static final AttributeKey<String> DEADLINE_OUTCOME =
      AttributeKey.stringKey(AttributeNames.DEADLINE_OUTCOME);
  private static final AttributeKey<String> BOUNDARY =
      AttributeKey.stringKey(AttributeNames.BOUNDARY);

  private static final double NANOS_PER_SECOND = 1e9;

  private final DoubleHistogram operationDuration;
  private final DoubleHistogram growthDuration;
  private final DoubleHistogram stallDuration;
  private final DoubleHistogram lockWaitDuration;
  private final DoubleHistogram gcPauseDuration;
  private final DoubleHistogram deletionDuration;
  private final LongCounter entriesEvicted;
  private final LongCounter deadlineMisses;
  private final LongCounter breakerTransitions;
  private final LongCounter breakerRejections;
  private final LongCounter growths;
  private final LongCounter chainsEvacuated;
  private final LongCounter entriesMoved;
  private final LongCounter operations;
  private final LongCounter misuses;
  private final LongCounter boundaries;
  private final MapStates states = new MapStates();
  private final BreakerCounts breakers = new BreakerCounts();

  Instruments(InstrumentFactory factory) {
    operationDuration = factory.histogram(MetricCatalog.OPERATION_DURATION);
    growthDuration = factory.histogram(MetricCatalog.GROWTH_DURATION);
    stallDuration = factory.histogram(MetricCatalog.GROWTH_STALL_DURATION);
    lockWaitDuration = factory.histogram(MetricCatalog.LOCK_WAIT_DURATION);
    gcPauseDuration = factory.histogram(MetricCatalog.GC_PAUSE_DURATION);
    deletionDuration = factory.histogram(MetricCatalog.DELETION_DURATION);
    entriesEvicted = factory.counter(MetricCatalog.ENTRIES_EVICTED);
    deadlineMisses = factory.counter(MetricCatalog.DEADLINE_MISSES);
    breakerTransitions = factory.counter(MetricCatalog.BREAKER_TRANSITIONS);
    breakerRejections = factory.counter(MetricCatalog.BREAKER_REJECTIONS);
    growths = factory.counter(MetricCatalog.GROWTHS);
    chainsEvacuated = factory.counter(MetricCatalog.CHAINS_EVACUATED);
    entriesMoved = factory.counter(MetricCatalog.ENTRIES_MOVED);
    operations = factory.counter(MetricCatalog.OPERATIONS);
    misuses = factory.counter(MetricCatalog.MISUSES);
    boundaries = factory.counter(MetricCatalog.BOUNDARIES);
    states.register(factory);
    breakers.register(factory);
  }

  /** Counters of what is rare start at zero, or their first increase would not show. */
  void introduced(ObservedMap map) {
    for (String reason : GrowthStartEvent.REASONS) {
      growths.add(0, with(map, REASON, reason));
    }
    for (String detected : MisuseEvent.DETECTED) {
      misuses.add(0, with(map, MISUSE, detected));
    }
    entriesEvicted.add(0, map.series().attributes);
  }

  void operationSampled(ObservedMap map, OperationSampleHandler.Sample sample) {
    operationDuration.record(
        sample.nanos() / NANOS_PER_SECOND,
        map.series().with(OPERATION, sample.operation(), GROWING, sample.growing()),
        context(sample.victim()));
  }

  void lockWaited(ObservedMap map, DurationHandler.Lasted wait) {
    lockWaitDuration.record(
        wait.nanos() / NANOS_PER_SECOND, with(map, LOCK_MODE, wait.word()), context(wait.victim()));
  }

  void collectorPaused(long nanos) {
    gcPauseDuration.record(nanos / NANOS_PER_SECOND, Attributes.empty(), Context.root());
  }

  void deletionWorked(ObservedMap map, DurationHandler.Lasted batch) {
    deletionDuration.record(
        batch.nanos() / NANOS_PER_SECOND,
        with(map, DELETION_KIND, batch.word()),
        context(batch.victim()));
  }

  void evicted(ObservedMap map, int entries) {
    entriesEvicted.add(entries, map.series().attributes);
  }

  void deadlineMissed(ObservedMap map, String outcome) {
    deadlineMisses.add(1, with(map, DEADLINE_OUTCOME, outcome));
  }

  /**
   * The first event of a breaker, of which a map may have several, brings the counters' series into
   * being.
   */
  void breakerTold(ObservedMap map, BreakerStateHandler.Told told) {
    for (String state : BreakerStateEvent.STATES) {
      long changes = !told.repeated() && state.equals(told.state()) ? 1 : 0;
      breakerTransitions.add(changes, with(map, BreakerCounts.STATE, state));
    }
    long breaker = map.breaker(told.breaker());
    add(breakerRejections, map.rejectedBy(breaker, told.rejected()), map.series().attributes);
    breakers.update(map, breaker, told.state());
  }

  void growthEnded(ObservedMap map, GrowthEnd end, SpanContext span) {
    Attributes attributes =
        map.series().with(REASON, end.shape().reason(), SAME_SIZE, end.shape().sameSize());
    growthDuration.record(end.elapsedNanos() / NANOS_PER_SECOND, attributes, context(span));
    stallDuration.record(end.longestStepNanos() / NANOS_PER_SECOND, attributes, context(span));
  }

  /** A growth has shown its reason; counts it unless it is counted already. */
  void growthSeen(ObservedMap map, GrowthShape shape) {
    if (map.growthReasons.arrived(shape.growth()) == SequenceGaps.Arrival.FIRST) {
      growths.add(1, with(map, REASON, shape.reason()));
    }
  }

  /**
   * A growth of a map that tells nothing itself. The thread that grew it waited for all of it, so
   * its duration is its stall. Who helped another thread's growth has only waited.
   */
  void tracedGrowth(TracedGrowth growth, SpanContext span) {
    double seconds = growth.durationNanos() / NANOS_PER_SECOND;
    Attributes reason =
        growth.identity().series().attributes.toBuilder()
            .put(REASON, GrowthStartEvent.LOAD)
            .build();
    Attributes attributes = reason.toBuilder().put(SAME_SIZE, false).build();
    stallDuration.record(seconds, attributes, context(span));
    if (!growth.helping()) {
      growthDuration.record(seconds, attributes, context(span));
      growths.add(1, reason);
    }
  }

  /** Growths that are known to have been, and whose events will not come any more. */
  void growthsMissed(ObservedMap map, long count) {
    if (count > 0) {
      growths.add(count, with(map, REASON, MapEventHandler.UNKNOWN_TEXT));
    }
  }

  void statistics(ObservedMap map, MapStatistics statistics) {
    if (statistics.tellsNothing()) {
      forget(map);
      return;
    }
    Totals then = map.totals;
    Totals now = statistics.totals();
    add(operations, now.puts() - then.puts(), with(map, OPERATION, "put"));
    add(operations, now.removes() - then.removes(), with(map, OPERATION, "remove"));
    add(chainsEvacuated, now.chainsEvacuated() - then.chainsEvacuated(), map.series().attributes);
    add(entriesMoved, now.entriesMoved() - then.entriesMoved(), map.series().attributes);
    map.growthReasons.reached(now.growths());
    map.totals = now;
    if (statistics.last()) {
      states.remove(map);
      breakers.remove(map);
    } else {
      states.update(map, statistics.state().within(map.entryLimit));
    }
  }

  void misuse(ObservedMap map, String detected) {
    misuses.add(1, with(map, MISUSE, detected));
  }

  void boundary(ObservedMap map, String kind) {
    boundaries.add(1, with(map, BOUNDARY, kind));
  }

  /** The map is not expected to tell anything more. */
  void forget(ObservedMap map) {
    states.remove(map);
    breakers.remove(map);
  }

  /** Zero is added too: a total that is known to be zero is a series, not a gap. */
  private static void add(LongCounter counter, long increase, Attributes attributes) {
    if (increase >= 0) {
      counter.add(increase, attributes);
    }
  }

  private static Attributes with(ObservedMap map, AttributeKey<String> key, String value) {
    return map.series().with(key, value);
  }

  private static Context context(SpanContext span) {
    return span.isValid() ? Context.root().with(Span.wrap(span)) : Context.root();
  }
}
