package io.mapscope.otel.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.sdk.common.CompletableResultCode;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.opentelemetry.sdk.trace.export.BatchSpanProcessor;
import io.opentelemetry.sdk.trace.export.SpanExporter;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class BoundedSpanProcessorTest {

  private static final int QUEUE = 100;

  @Test
  void countsExactlyWhatAStuckExporterCosts() {
    Gate gate = new Gate();
    ExportCount count = new ExportCount("stuck", false, Secrets.of(Map.of()));
    BoundedSpanProcessor processor = processor(gate, count, Duration.ZERO);
    try (SdkTracerProvider provider = provider(processor)) {
      end(provider.get("test"), 1000);
      assertThat(processor.dropped()).isEqualTo(1000 - QUEUE);
      gate.open.succeed();
      awaitExported(processor);
      assertThat(count.exported()).isEqualTo(QUEUE);
      end(provider.get("test"), 1);
      awaitExported(processor);
      assertThat(count.exported() + processor.dropped()).isEqualTo(1001);
    }
  }

  @Test
  void countsFailuresApartFromDrops() {
    ExportCount count = new ExportCount("failing", false, Secrets.of(Map.of()));
    SpanExporter failing =
        new Gate() {
          @Override
          public CompletableResultCode export(Collection<SpanData> spans) {
            return CompletableResultCode.ofExceptionalFailure(
                new IllegalStateException(
                    "outer", new java.io.IOException("refused\nsecond line")));
          }
        };
    BoundedSpanProcessor processor = processor(failing, count, Duration.ZERO);
    try (SdkTracerProvider provider = provider(processor)) {
      end(provider.get("test"), 10);
      awaitExported(processor);
      assertThat(count.failed()).isEqualTo(10);
      assertThat(processor.dropped()).isZero();
      assertThat(count.lastError()).isEqualTo("refused");
    }
  }

  @Test
  void aPatientOneWaitsForAnExporterThatWorks() {
    Gate gate = new Gate();
    gate.open.succeed();
    ExportCount count = new ExportCount("working", false, Secrets.of(Map.of()));
    BoundedSpanProcessor processor = processor(gate, count, Duration.ofMinutes(1));
    try (SdkTracerProvider provider = provider(processor)) {
      end(provider.get("test"), 50 * QUEUE);
      awaitExported(processor);
      assertThat(processor.dropped()).isZero();
    }
  }

  /** Not one flush: the SDK may answer it with the result of the one before. */
  private static void awaitExported(BoundedSpanProcessor processor) {
    processor.awaitFewerThan(1, System.nanoTime() + TimeUnit.SECONDS.toNanos(10));
  }

  private static BoundedSpanProcessor processor(
      SpanExporter exporter, ExportCount count, Duration patience) {
    return new BoundedSpanProcessor(
        BatchSpanProcessor.builder(new CountingSpanExporter(exporter, count))
            .setMaxQueueSize(QUEUE)
            .setMaxExportBatchSize(10)
            .build(),
        List.of(count),
        QUEUE,
        patience);
  }

  private static SdkTracerProvider provider(BoundedSpanProcessor processor) {
    return SdkTracerProvider.builder().addSpanProcessor(processor).build();
  }

  private static void end(Tracer tracer, int spans) {
    for (int i = 0; i < spans; i++) {
      tracer.spanBuilder("span").startSpan().end();
    }
  }

  /** Takes nothing until it is opened. */
  private static class Gate implements SpanExporter {
    final CompletableResultCode open = new CompletableResultCode();

    @Override
    public CompletableResultCode export(Collection<SpanData> spans) {
      return open;
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
}
