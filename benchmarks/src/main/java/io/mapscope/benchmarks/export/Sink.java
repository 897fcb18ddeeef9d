package io.mapscope.benchmarks.export;

import io.mapscope.otel.mapping.MappingEngine;
import io.mapscope.otel.mapping.MappingOptions;
import io.mapscope.otel.mapping.SpanOrder;
import io.mapscope.otel.mapping.StreamTime;
import io.opentelemetry.api.OpenTelemetry;
import io.opentelemetry.api.metrics.MeterProvider;
import io.opentelemetry.api.trace.TracerProvider;
import io.opentelemetry.context.propagation.ContextPropagators;
import io.opentelemetry.sdk.OpenTelemetrySdk;
import io.opentelemetry.sdk.common.CompletableResultCode;
import io.opentelemetry.sdk.metrics.InstrumentType;
import io.opentelemetry.sdk.metrics.SdkMeterProvider;
import io.opentelemetry.sdk.metrics.data.AggregationTemporality;
import io.opentelemetry.sdk.metrics.data.MetricData;
import io.opentelemetry.sdk.metrics.export.MetricExporter;
import io.opentelemetry.sdk.metrics.export.PeriodicMetricReader;
import io.opentelemetry.sdk.trace.IdGenerator;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.opentelemetry.sdk.trace.export.SimpleSpanProcessor;
import io.opentelemetry.sdk.trace.export.SpanExporter;
import io.opentelemetry.sdk.trace.samplers.Sampler;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.OptionalDouble;
import java.util.SplittableRandom;

/**
 * An SDK whose exporters do nothing, and an engine before it. Metrics are collected each second, as
 * they are in a program.
 */
final class Sink implements AutoCloseable {

  private static final int NAMES = 1_000;
  private static final long SEED = 12;

  final MappingEngine engine;
  private final OpenTelemetrySdk sdk;
  private final Spans spans;

  private Sink(boolean withSpans, int keptSpans) {
    spans = new Spans(keptSpans);
    sdk =
        OpenTelemetrySdk.builder()
            .setTracerProvider(
                tracing(spans)
                    .setIdGenerator(SpanOrder.ids(IdGenerator.random()))
                    .setSampler(SpanOrder.sampler(Sampler.parentBased(Sampler.alwaysOn())))
                    .build())
            .setMeterProvider(
                SdkMeterProvider.builder()
                    .registerMetricReader(
                        PeriodicMetricReader.builder(new Metrics())
                            .setInterval(Duration.ofSeconds(1))
                            .build())
                    .build())
            .build();
    engine =
        new MappingEngine(
            withSpans ? sdk : new MetricsOnly(sdk),
            true,
            trace -> withSpans,
            MappingOptions.named(NAMES),
            new NoTime());
  }

  static Sink ofMetrics() {
    return new Sink(false, 0);
  }

  /** Takes spans too, and keeps some of them. */
  static Sink ofSpans(int kept) {
    return new Sink(true, kept);
  }

  static io.opentelemetry.sdk.trace.SdkTracerProviderBuilder tracing(Spans spans) {
    return SdkTracerProvider.builder().addSpanProcessor(SimpleSpanProcessor.create(spans));
  }

  long events() {
    return engine.received().values().stream().mapToLong(Long::longValue).sum();
  }

  Spans spans() {
    return spans;
  }

  @Override
  public void close() {
    sdk.close();
  }

  /** Counts spans and keeps some, each with the same chance (algorithm R). */
  static final class Spans implements SpanExporter {
    final List<SpanData> some = new ArrayList<>();
    private final SplittableRandom random = new SplittableRandom(SEED);
    private final int kept;
    long count;

    Spans(int kept) {
      this.kept = kept;
    }

    @Override
    public CompletableResultCode export(Collection<SpanData> spans) {
      spans.forEach(this::take);
      return CompletableResultCode.ofSuccess();
    }

    private void take(SpanData span) {
      count++;
      if (some.size() < kept) {
        some.add(span);
      } else if (kept > 0) {
        long place = random.nextLong(count);
        if (place < kept) {
          some.set((int) place, span);
        }
      }
    }

    @Override
    public CompletableResultCode flush() {
      return CompletableResultCode.ofSuccess();
    }

    @Override
    public CompletableResultCode shutdown() {
      return CompletableResultCode.ofSuccess();
    }
  }

  private record MetricsOnly(OpenTelemetrySdk sdk) implements OpenTelemetry {
    @Override
    public TracerProvider getTracerProvider() {
      return TracerProvider.noop();
    }

    @Override
    public MeterProvider getMeterProvider() {
      return sdk.getMeterProvider();
    }

    @Override
    public ContextPropagators getPropagators() {
      return sdk.getPropagators();
    }
  }

  private static final class Metrics implements MetricExporter {
    @Override
    public CompletableResultCode export(Collection<MetricData> metrics) {
      return CompletableResultCode.ofSuccess();
    }

    @Override
    public CompletableResultCode flush() {
      return CompletableResultCode.ofSuccess();
    }

    @Override
    public CompletableResultCode shutdown() {
      return CompletableResultCode.ofSuccess();
    }

    @Override
    public AggregationTemporality getAggregationTemporality(InstrumentType type) {
      return AggregationTemporality.CUMULATIVE;
    }
  }

  private static final class NoTime implements StreamTime {
    @Override
    public void reached(long endNanos) {}

    @Override
    public void batchEnded() {}

    @Override
    public OptionalDouble lagSeconds() {
      return OptionalDouble.empty();
    }
  }
}
