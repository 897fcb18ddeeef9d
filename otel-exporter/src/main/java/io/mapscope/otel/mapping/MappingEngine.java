package io.mapscope.otel.mapping;

import io.mapscope.events.MapscopeEvents;
import io.mapscope.otel.catalog.AttributeNames;
import io.mapscope.otel.catalog.MetricCatalog;
import io.opentelemetry.api.OpenTelemetry;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.metrics.ObservableLongMeasurement;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.context.Context;
import io.opentelemetry.sdk.trace.samplers.Sampler;
import io.opentelemetry.sdk.trace.samplers.SamplingDecision;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.function.ToLongFunction;
import jdk.jfr.consumer.EventStream;
import jdk.jfr.consumer.RecordedEvent;

/**
 * Maps events to spans and metrics, whatever stream they come from.
 *
 * <p>Implementation note. One engine per export; it is attached to a stream, takes its events on
 * the stream's thread, and is ended when the stream has ended. Events are decoded as they come and
 * mapped when their batch is complete, see {@link EventBatch}; by the same thread, or by one that
 * lets it go on reading, see {@link MappingAhead}. All mapping happens under one lock, which nobody
 * else wants while the stream runs. What goes wrong costs one event, see {@link Guard}; what a
 * reader of metrics or the end of a batch throws costs none.
 */
public final class MappingEngine {

  /** Name of the instrumentation scope of all spans and metrics. */
  public static final String SCOPE = "io.mapscope";

  private static final AttributeKey<String> EVENT_TYPE =
      AttributeKey.stringKey(AttributeNames.EVENT_TYPE);
  private static final AttributeKey<String> LOSS_REASON =
      AttributeKey.stringKey(AttributeNames.LOSS_REASON);

  // Half of Flight Recorder's flush interval. When a chunk ends the stream tells of two batches at
  // once; what may still come late is measured in time, so such a batch counts for nothing.
  private static final long LEAST_BATCH_NANOS = 500_000_000L;

  private final InstrumentFactory factory;
  private final LossCounter losses = new LossCounter();
  private final Guard clockGuard = new Guard("the time of events");
  private final Guard streamGuard = new Guard("the event stream");
  private final DataLossHandler dataLoss = new DataLossHandler();
  private final EventIntake intake;
  private final MapNaming naming;
  private final Maps maps;
  private final TracedGrowths traced;
  private final List<EventHandler> handlers;
  private final StreamTime time;
  private long latestNanos;
  private long settledNanos;

  /**
   * An engine without a stream.
   *
   * @param telemetry where spans and metrics go
   * @param computedIds whether its SDK obeys a {@link SpanOrder}
   * @param sampled whether its SDK samples a trace of that id, begun here; not asked when it gives
   *     ids of its own
   * @param options what the user decides
   * @param time is told how far the stream has come
   */
  public MappingEngine(
      OpenTelemetry telemetry,
      boolean computedIds,
      Predicate<String> sampled,
      MappingOptions options,
      StreamTime time) {
    this.factory = new InstrumentFactory(telemetry.getMeter(SCOPE));
    Instruments instruments = new Instruments(factory);
    Spans spans =
        new Spans(
            telemetry.getTracer(SCOPE),
            computedIds,
            computedIds ? share(options.share()).and(sampled) : share(options.share()));
    this.naming = new MapNaming(options.nameLimit(), options.names());
    EventHeads heads = new EventHeads(spans.wanted());
    this.intake = new EventIntake(heads, clockGuard);
    this.maps = new Maps(naming, spans, instruments, losses, options.keepFromNanos());
    this.traced = new TracedGrowths(naming, spans, instruments);
    this.handlers = new ArrayList<>(Handlers.of(maps, naming, spans, heads, instruments, traced));
    handlers.add(dataLoss);
    demandNamed(handlers);
    this.time = time;
    registerHealth();
  }

  /**
   * Whether the JVM lets fields of events be taken from where it keeps them; else they are searched
   * by name, each time.
   *
   * @return the same for the life of the JVM
   */
  public static boolean takesFieldsByPlace() {
    return EventField.isByPlace();
  }

  /**
   * The types of events that an engine takes.
   *
   * @return their names
   */
  public static Set<String> eventNames() {
    Set<String> names = new TreeSet<>(MapscopeEvents.names());
    names.add(DataLossHandler.DATA_LOSS);
    names.add(GcPauseHandler.GC_PAUSE);
    names.addAll(TracedGrowths.EVENTS);
    return names;
  }

  /** Recordings are counted by these names before they are read. */
  private static void demandNamed(List<EventHandler> handlers) {
    Set<String> handled = new TreeSet<>();
    handlers.forEach(handler -> handled.add(handler.eventName));
    if (!handled.equals(eventNames())) {
      throw new AssertionError("handled are " + handled + ", named are " + eventNames());
    }
  }

  /**
   * Takes the events of a stream that has not been started.
   *
   * @param stream the stream, not null
   * @param clock knows the chunks of the stream
   */
  public void attach(EventStream stream, ChunkClock clock) {
    subscribe(stream, (handler, event) -> take(handler, event, clock), () -> endBatch(clock));
  }

  /**
   * Maps on a thread of its own, while streams of recordings are read.
   *
   * @return to be closed after the last of the streams has ended, before anything else is asked
   */
  public MappingAhead ahead() {
    return new MappingAhead(this, intake);
  }

  void subscribe(
      EventStream stream, BiConsumer<EventHandler, RecordedEvent> take, Runnable onFlush) {
    stream.setOrdered(false);
    stream.setReuse(true);
    for (EventHandler handler : handlers) {
      stream.onEvent(handler.eventName, event -> take.accept(handler, event));
    }
    stream.onFlush(onFlush);
    stream.onError(this::streamFailed);
  }

  void streamFailed(Throwable failure) {
    streamGuard.failed(Guard.UNKNOWN, Guard.UNKNOWN, Guard.UNKNOWN, failure);
  }

  /** Ends the mapping, after the stream has ended: what still waited for something is told. */
  public synchronized void end() {
    mapBatch();
    maps.end();
    traced.end();
  }

  /** Takes the observed metrics out of the SDK, which may live on. */
  public void unregister() {
    factory.close();
  }

  /** By the trace id, as the SDK's own sampler does it: the same growths at every export. */
  private static Predicate<String> share(double share) {
    if (share == 1) {
      return traceId -> true;
    }
    Sampler sampler = Sampler.traceIdRatioBased(share);
    return traceId ->
        sampler
            .shouldSample(
                Context.root(), traceId, "", SpanKind.INTERNAL, Attributes.empty(), List.of())
            .getDecision()
            .equals(SamplingDecision.RECORD_AND_SAMPLE);
  }

  /**
   * Events received, by type.
   *
   * @return the types in alphabetical order, those that never came with 0
   */
  public Map<String, Long> received() {
    return byType(handler -> handler.received());
  }

  /**
   * Events whose handler has failed, by type; what failed between events is under names of its own,
   * in brackets.
   *
   * @return the types in alphabetical order, those without failures with 0
   */
  public Map<String, Long> failures() {
    Map<String, Long> failures = byType(handler -> handler.guard.failures());
    failures.put("(batch)", maps.guard().failures());
    failures.put("(stream)", streamGuard.failures());
    failures.put("(time)", clockGuard.failures());
    return failures;
  }

  /**
   * Events that were committed and not mapped, by reason.
   *
   * @return the reasons, those that never happened with 0
   */
  public Map<String, Long> lost() {
    return losses.byReason();
  }

  /**
   * Events that came after they had been counted as lost: to be taken off the losses.
   *
   * @return the count
   */
  public long late() {
    return losses.lateCount();
  }

  /**
   * Bytes that Flight Recorder says it has lost, of whatever events.
   *
   * @return the sum
   */
  public long recorderLostBytes() {
    return dataLoss.bytes();
  }

  /**
   * What became of the events of each map, and of those that are forgotten as the maps were
   * collected.
   *
   * @return an element for each map that is known, and one more
   */
  public synchronized List<EventAccount> accounts() {
    return maps.accounts();
  }

  /**
   * Where the accounts of maps contradict themselves or what the map tells of its events.
   *
   * @return a line for each map, ten at most, empty when all agree
   */
  public synchronized List<String> disagreements() {
    return maps.disagreements();
  }

  /**
   * Growths of which the start was seen and the end was not.
   *
   * @return the count
   */
  public synchronized int openGrowths() {
    return maps.openGrowths();
  }

  /**
   * Events that streams have handed over, also those that were mapped before.
   *
   * @return the count
   */
  public synchronized long seen() {
    return intake.seen();
  }

  /**
   * Tells that the events so far are the overlap with an earlier run, and all of it: of what lies
   * before nothing more is waited for.
   */
  public synchronized void replayed() {
    mapBatch();
    maps.replayed();
  }

  /**
   * Where the oldest event began that is held for others to come.
   *
   * @return nanoseconds since the epoch, {@link Long#MAX_VALUE} when none is held
   */
  public synchronized long neededSince() {
    mapBatch();
    return maps.neededSince();
  }

  private synchronized void take(EventHandler handler, RecordedEvent event, ChunkClock clock) {
    intake.take(handler, event, clock);
  }

  private void mapBatch() {
    intake.complete().drain(this::map);
  }

  private void map(Decoded event) {
    long endNanos = event.time.endNanos();
    latestNanos = Math.max(latestNanos, endNanos);
    reached(endNanos);
    event.handler.map(event);
  }

  /** What the clock sets off, such as a collection of metrics, is not the event's fault. */
  private void reached(long endNanos) {
    try {
      time.reached(endNanos);
    } catch (RuntimeException | Error failure) {
      clockGuard.failed(Guard.UNKNOWN, Guard.UNKNOWN, endNanos, failure);
    }
  }

  private synchronized void endBatch(ChunkClock clock) {
    EventBatch complete = intake.complete();
    intake.endBatch(clock);
    map(complete, event -> {});
  }

  /** Maps a batch that was complete when its stream said so. */
  synchronized void map(EventBatch complete, Consumer<Decoded> afterwards) {
    complete.drain(
        event -> {
          map(event);
          afterwards.accept(event);
        });
    if (latestNanos - settledNanos >= LEAST_BATCH_NANOS) {
      settledNanos = latestNanos;
      maps.endBatch();
      traced.endBatch();
    }
    try {
      time.batchEnded();
    } catch (RuntimeException | Error failure) {
      clockGuard.failed(Guard.UNKNOWN, Guard.UNKNOWN, latestNanos, failure);
    }
  }

  private void registerHealth() {
    factory.observedCounter(
        MetricCatalog.EVENTS_RECEIVED, out -> record(out, EVENT_TYPE, received()));
    factory.observedCounter(MetricCatalog.EVENTS_LOST, out -> record(out, LOSS_REASON, lost()));
    factory.observedCounter(
        MetricCatalog.HANDLER_FAILURES, out -> record(out, EVENT_TYPE, failures()));
    factory.observedCounter(MetricCatalog.EVENTS_LATE, out -> out.record(late()));
    factory.observedCounter(MetricCatalog.RECORDER_LOST, out -> out.record(recorderLostBytes()));
    factory.observedCounter(MetricCatalog.MAPS_FOLDED, out -> out.record(naming.foldedMaps()));
    factory.observedGauge(
        MetricCatalog.STREAM_LAG, out -> time.lagSeconds().ifPresent(out::record));
  }

  private static void record(
      ObservableLongMeasurement out, AttributeKey<String> key, Map<String, Long> counts) {
    counts.forEach((name, count) -> out.record(count, Attributes.of(key, name)));
  }

  private Map<String, Long> byType(ToLongFunction<EventHandler> count) {
    Map<String, Long> counts = new TreeMap<>();
    for (EventHandler handler : handlers) {
      if (handler.tellsOfMaps()) {
        counts.put(handler.eventName, count.applyAsLong(handler));
      }
    }
    return counts;
  }
}
