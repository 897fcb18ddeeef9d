package io.mapscope.otel.mapping;

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
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Predicate;
import java.util.function.ToLongFunction;
import jdk.jfr.consumer.EventStream;
import jdk.jfr.consumer.RecordedEvent;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Maps events to spans and metrics, whatever stream they come from.
 *
 * <p>Implementation note. One engine per export; it is attached to a stream, takes its events on
 * the stream's thread, and is ended when the stream has ended. All of the mapping happens under one
 * lock, which nobody else wants while the stream runs. What goes wrong in a handler costs one
 * event, see {@link EventHandler#guarded}.
 */
public final class MappingEngine {

  /** Name of the instrumentation scope of all spans and metrics. */
  public static final String SCOPE = "io.mapscope";

  private static final Logger LOG = LoggerFactory.getLogger(MappingEngine.class);
  private static final AttributeKey<String> EVENT_TYPE =
      AttributeKey.stringKey(AttributeNames.EVENT_TYPE);
  private static final AttributeKey<String> LOSS_REASON =
      AttributeKey.stringKey(AttributeNames.LOSS_REASON);

  // Half of Flight Recorder's flush interval. When a chunk ends the stream tells of two batches at
  // once; what may still come late is measured in time, so such a batch counts for nothing.
  private static final long LEAST_BATCH_NANOS = 500_000_000L;

  private final InstrumentFactory factory;
  private final LossCounter losses = new LossCounter();
  private final AtomicLong streamFailures = new AtomicLong();
  private final Maps maps;
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
    MapNaming naming = new MapNaming(options.nameLimit(), options.names());
    this.maps = new Maps(naming, spans, instruments, losses, options.keepFromNanos());
    this.handlers = Handlers.of(maps, naming, spans, instruments);
    this.time = time;
    registerHealth();
  }

  /**
   * Takes the events of a stream that has not been started.
   *
   * @param stream the stream, not null
   * @param clock knows the chunks of the stream
   */
  public void attach(EventStream stream, ChunkClock clock) {
    for (EventHandler handler : handlers) {
      stream.onEvent(handler.eventName, event -> handle(handler, event, clock));
    }
    stream.onFlush(() -> endBatch(clock));
    stream.onError(
        failure -> {
          if (streamFailures.getAndIncrement() == 0) {
            LOG.warn("The event stream has failed: {}", failure.toString());
          }
        });
  }

  /** Ends the mapping, after the stream has ended: what still waited for something is told. */
  public synchronized void end() {
    maps.end();
  }

  /** Takes the observed metrics out of the SDK, which may live on. */
  public void unregister() {
    factory.close();
  }

  /** By the trace id, as the SDK's own sampler does it: the same growths at every export. */
  private static Predicate<String> share(double share) {
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
    return byType(handler -> handler.received.get());
  }

  /**
   * Events whose handler has failed, by type.
   *
   * @return the types in alphabetical order, those without failures with 0
   */
  public Map<String, Long> failures() {
    return byType(handler -> handler.failures.get());
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
   * Growths of which the start was seen and the end was not.
   *
   * @return the count
   */
  public synchronized int openGrowths() {
    return maps.openGrowths();
  }

  private synchronized void handle(EventHandler handler, RecordedEvent event, ChunkClock clock) {
    handler.guarded(
        () -> {
          EventTime when = clock.of(event);
          if (when != null) {
            handler.received.incrementAndGet();
            latestNanos = Math.max(latestNanos, when.endNanos());
            time.reached(when.endNanos());
            handler.accept(event, when);
          }
        });
  }

  private synchronized void endBatch(ChunkClock clock) {
    clock.batchEnded();
    if (latestNanos - settledNanos >= LEAST_BATCH_NANOS) {
      settledNanos = latestNanos;
      maps.endBatch();
    }
    time.batchEnded();
  }

  private void registerHealth() {
    factory.observedCounter(
        MetricCatalog.EVENTS_RECEIVED, out -> record(out, EVENT_TYPE, received()));
    factory.observedCounter(MetricCatalog.EVENTS_LOST, out -> record(out, LOSS_REASON, lost()));
    factory.observedCounter(
        MetricCatalog.HANDLER_FAILURES, out -> record(out, EVENT_TYPE, failures()));
    factory.observedGauge(
        MetricCatalog.STREAM_LAG, out -> time.lagSeconds().ifPresent(out::record));
  }

  private static void record(
      ObservableLongMeasurement out, AttributeKey<String> key, Map<String, Long> counts) {
    counts.forEach((name, count) -> out.record(count, Attributes.of(key, name)));
  }

  private Map<String, Long> byType(ToLongFunction<EventHandler> count) {
    Map<String, Long> counts = new TreeMap<>();
    handlers.forEach(handler -> counts.put(handler.eventName, count.applyAsLong(handler)));
    return counts;
  }
}
