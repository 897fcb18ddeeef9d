package io.mapscope.otel.mapping;

import io.mapscope.events.RecordingSettings;
import io.mapscope.otel.catalog.SpanCatalog.SpanKind;
import io.opentelemetry.sdk.OpenTelemetrySdk;
import io.opentelemetry.sdk.metrics.SdkMeterProvider;
import io.opentelemetry.sdk.metrics.data.MetricData;
import io.opentelemetry.sdk.testing.exporter.InMemoryMetricReader;
import io.opentelemetry.sdk.testing.exporter.InMemorySpanExporter;
import io.opentelemetry.sdk.trace.IdGenerator;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import io.opentelemetry.sdk.trace.SpanProcessor;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.opentelemetry.sdk.trace.export.SimpleSpanProcessor;
import io.opentelemetry.sdk.trace.samplers.Sampler;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import jdk.jfr.consumer.EventStream;

/** An engine whose spans and metrics stay in memory. */
public final class Mapped {

  private static final int NAME_LIMIT = 3;

  /** As the exporter sets it. */
  private static final int MOST_POINTS = 10_000;

  private final InMemorySpanExporter spans = InMemorySpanExporter.create();
  private final InMemoryMetricReader metrics = InMemoryMetricReader.create();
  final MappingEngine engine;

  /** An engine; the processors see spans before the memory does. */
  public Mapped(SpanProcessor... processors) {
    this(traceId -> true, processors);
  }

  Mapped(int nameLimit) {
    this(MappingOptions.named(nameLimit), new NoTime());
  }

  Mapped(StreamTime time) {
    this(MappingOptions.named(NAME_LIMIT), time);
  }

  private Mapped(MappingOptions options, StreamTime time) {
    this(Sampler.parentBased(Sampler.alwaysOn()), true, traceId -> true, options, time);
  }

  Mapped(Predicate<String> sampled, SpanProcessor... processors) {
    this(
        Sampler.parentBased(Sampler.alwaysOn()),
        true,
        sampled,
        MappingOptions.named(NAME_LIMIT),
        processors);
  }

  Mapped(
      Sampler sampler,
      boolean computedIds,
      Predicate<String> sampled,
      MappingOptions options,
      SpanProcessor... processors) {
    this(sampler, computedIds, sampled, options, new NoTime(), processors);
  }

  private Mapped(
      Sampler sampler,
      boolean computedIds,
      Predicate<String> sampled,
      MappingOptions options,
      StreamTime time,
      SpanProcessor... processors) {
    var tracing = SdkTracerProvider.builder().setSampler(SpanOrder.sampler(sampler));
    if (computedIds) {
      tracing.setIdGenerator(SpanOrder.ids(IdGenerator.random()));
    }
    for (SpanProcessor processor : processors) {
      tracing.addSpanProcessor(processor);
    }
    tracing.addSpanProcessor(SimpleSpanProcessor.create(spans));
    OpenTelemetrySdk sdk =
        OpenTelemetrySdk.builder()
            .setTracerProvider(tracing.build())
            .setMeterProvider(
                SdkMeterProvider.builder()
                    .registerMetricReader(metrics, instrument -> MOST_POINTS)
                    .build())
            .build();
    engine = new MappingEngine(sdk, computedIds, sampled, options, time);
  }

  /** Records the program by the settings and maps the recording. */
  public static Mapped recording(RecordingSettings settings, Runnable program) {
    return new Mapped().read(settings, program);
  }

  Mapped read(RecordingSettings settings, Runnable program) {
    try {
      Path file = Files.createTempFile("mapped", ".jfr");
      try {
        return file(RecordingFile.of(file, settings, program));
      } finally {
        Files.delete(file);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Maps a recording. */
  public Mapped file(Path file) throws IOException {
    try (EventStream stream = EventStream.openFile(file)) {
      engine.attach(stream, new ChunkClock());
      stream.start();
    }
    engine.end();
    return this;
  }

  public List<SpanData> spans() {
    return spans.getFinishedSpanItems();
  }

  List<SpanData> spans(SpanKind kind) {
    return spans().stream().filter(span -> span.getName().equals(kind.name())).toList();
  }

  SpanData span(SpanKind kind) {
    List<SpanData> found = spans(kind);
    if (found.size() != 1) {
      throw new AssertionError(found.size() + " spans " + kind.name() + " in " + spans());
    }
    return found.get(0);
  }

  Map<String, MetricData> metrics() {
    return metrics.collectAllMetrics().stream()
        .collect(Collectors.toMap(MetricData::getName, Function.identity()));
  }

  private static final class NoTime implements StreamTime {
    @Override
    public void reached(long endNanos) {}

    @Override
    public void batchEnded() {}

    @Override
    public OptionalDouble lagSeconds() {
      return OptionalDouble.of(0.5);
    }
  }
}
