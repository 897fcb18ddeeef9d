package io.mapscope.otel.pipeline;

import io.opentelemetry.sdk.metrics.data.MetricData;
import io.opentelemetry.sdk.metrics.export.MetricExporter;
import io.opentelemetry.sdk.metrics.export.PeriodicMetricReader;
import io.opentelemetry.sdk.trace.SpanProcessor;
import io.opentelemetry.sdk.trace.export.BatchSpanProcessor;
import io.opentelemetry.sdk.trace.export.SpanExporter;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;

/**
 * The exporters of one pipeline and the processors before them, whoever made them: each exporter is
 * wrapped to count and, where that is wanted, to try again, each batching processor to bound.
 */
final class Exporters {

  static final Duration DEFAULT_INTERVAL = Duration.ofSeconds(1);
  static final int DEFAULT_QUEUE = 2048;

  // It is the mapping that waits, never the program; but closing waits for the mapping.
  private static final Duration FOR_A_DISK = Duration.ofSeconds(1);
  private static final Duration FOR_A_RECORDING = Duration.ofSeconds(60);
  static final Duration WHILE_FOLLOWING = Duration.ofDays(36_500);

  private final PipelineOptions options;
  private final Secrets secrets;
  private final List<CountingSpanExporter> spanExporters = new ArrayList<>();
  private final List<CountingMetricExporter> metricExporters = new ArrayList<>();
  private final List<BoundedSpanProcessor> processors = new ArrayList<>();
  private final Retry retry = new Retry();
  private boolean others;

  Exporters(PipelineOptions options, Secrets secrets) {
    this.options = options;
    this.secrets = secrets;
  }

  CountingSpanExporter counted(SpanExporter exporter, String name) {
    return counted(exporter, secrets.blot(name), givesUp(), options.live());
  }

  MetricExporter counted(
      MetricExporter exporter, String name, UnaryOperator<Collection<MetricData>> times) {
    return counted(exporter, secrets.blot(name), givesUp(), times);
  }

  /** A recording can be exported again later; a program's spans and a follower's come once. */
  private boolean givesUp() {
    return !options.live() && options.following() == null;
  }

  private CountingSpanExporter counted(
      SpanExporter exporter, String name, boolean givesUp, boolean retried) {
    ExportCount count = new ExportCount(name, givesUp, secrets);
    Following following = options.following();
    SpanExporter wrapped = exporter;
    if (retried || following != null) {
      wrapped = new RetryingSpanExporter(wrapped, count, retry);
    }
    if (following != null) {
      wrapped = new ConfirmingSpanExporter(wrapped, name, following.confirmations());
    }
    CountingSpanExporter counted = new CountingSpanExporter(wrapped, count);
    spanExporters.add(counted);
    return counted;
  }

  private CountingMetricExporter counted(
      MetricExporter exporter,
      String name,
      boolean givesUp,
      UnaryOperator<Collection<MetricData>> times) {
    ExportCount count = new ExportCount(name, givesUp, secrets);
    MetricExporter wrapped =
        options.following() == null
            ? exporter
            : new ContinuedMetricExporter(exporter, count, retry, options.following().metrics());
    CountingMetricExporter counted =
        new CountingMetricExporter(
            wrapped,
            count,
            options.live()
                ? UnaryOperator.identity()
                : metrics -> ExemplarTimes.ofTheirPoints(times.apply(metrics)));
    metricExporters.add(counted);
    return counted;
  }

  /** Before a processor that all exporters so far are behind. */
  SpanProcessor bounded(SpanProcessor processor, int queue) {
    List<ExportCount> behind = spanExporters.stream().map(CountingSpanExporter::count).toList();
    return bounded(processor, behind, queue, patience(Duration.ZERO));
  }

  /** Before a processor of one exporter. */
  SpanProcessor bounded(SpanProcessor processor, CountingSpanExporter behind, int queue) {
    return bounded(processor, List.of(behind.count()), queue, patience(Duration.ZERO));
  }

  /** Tells that there are processors beside those from here. */
  void othersTakeSpans() {
    others = true;
  }

  private Duration patience(Duration whenLive) {
    if (options.live()) {
      return whenLive;
    }
    return options.following() == null ? FOR_A_RECORDING : WHILE_FOLLOWING;
  }

  private SpanProcessor bounded(
      SpanProcessor processor, List<ExportCount> behind, int queue, Duration patience) {
    BoundedSpanProcessor bounded = new BoundedSpanProcessor(processor, behind, queue, patience);
    // The files' one, which is made last, comes first: it must not wait behind a collector that
    // hangs.
    processors.add(0, bounded);
    return bounded;
  }

  /** What writes spans into our files, when there are any; to be made last. */
  Optional<SpanProcessor> spanFile() {
    if (options.files() == null) {
      return Optional.empty();
    }
    CountingSpanExporter counted =
        counted(options.files().spanExporter(), options.files().spansName(), false, false);
    return Optional.of(
        bounded(
            BatchSpanProcessor.builder(counted)
                .setMaxQueueSize(DEFAULT_QUEUE)
                .setScheduleDelay(DEFAULT_INTERVAL)
                .build(),
            List.of(counted.count()),
            DEFAULT_QUEUE,
            patience(FOR_A_DISK)));
  }

  /** What writes metrics into our files, when there are any. */
  Optional<PeriodicMetricReader> metricFile(
      Duration interval, UnaryOperator<Collection<MetricData>> times) {
    return Optional.ofNullable(options.files())
        .map(files -> counted(files.metricExporter(), files.metricsName(), false, times))
        .map(counted -> PeriodicMetricReader.builder(counted).setInterval(interval).build());
  }

  boolean takeSpans() {
    return others || !processors.isEmpty();
  }

  long failedCollections() {
    return metricExporters.stream().mapToLong(exporter -> exporter.count().failed()).sum();
  }

  void awaitDelivery(long deadline) {
    processors.forEach(processor -> processor.awaitFewerThan(1, deadline));
  }

  boolean isStopped() {
    return retry.isStopped();
  }

  /** Ends all waiting for destinations; from any thread. */
  void stop() {
    processors.forEach(BoundedSpanProcessor::stop);
    retry.stop();
  }

  void shutdown() {
    spanExporters.forEach(CountingSpanExporter::shutdown);
    metricExporters.forEach(CountingMetricExporter::shutdown);
  }

  /** When the SDK that they were made for could not be: their threads are nobody else's to end. */
  void abandon() {
    stop();
    processors.forEach(BoundedSpanProcessor::shutdown);
    shutdown();
  }

  List<Delivery> spans() {
    List<Delivery> deliveries = new ArrayList<>();
    for (BoundedSpanProcessor processor : processors) {
      for (ExportCount count : processor.exporters()) {
        deliveries.add(delivery(count, processor.dropped()));
      }
    }
    return deliveries;
  }

  List<Delivery> metrics() {
    return metricExporters.stream().map(exporter -> delivery(exporter.count(), 0)).toList();
  }

  private static Delivery delivery(ExportCount count, long dropped) {
    return new Delivery(
        count.destination(), count.exported(), count.failed(), dropped, count.lastError());
  }
}
