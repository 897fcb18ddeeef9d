package io.mapscope.otel.pipeline;

import io.opentelemetry.exporter.internal.marshal.Marshaler;
import io.opentelemetry.exporter.internal.otlp.metrics.MetricsRequestMarshaler;
import io.opentelemetry.exporter.internal.otlp.traces.TraceRequestMarshaler;
import io.opentelemetry.sdk.common.CompletableResultCode;
import io.opentelemetry.sdk.metrics.InstrumentType;
import io.opentelemetry.sdk.metrics.data.AggregationTemporality;
import io.opentelemetry.sdk.metrics.data.MetricData;
import io.opentelemetry.sdk.metrics.export.MetricExporter;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.opentelemetry.sdk.trace.export.SpanExporter;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.util.Collection;

/**
 * Exporters that write OTLP's JSON to a stream, one message a line: the OTLP file format, which the
 * Collector's {@code otlpjsonfile} receiver reads.
 *
 * <p>Implementation note. The SDK's own exporter of this kind is not published any more; what it
 * was made of, the encoders behind OTLP over HTTP, is, in packages called internal. They are named
 * here and nowhere else; a new release of the SDK can break this class only, and its test shows it.
 */
final class JsonLines {

  private JsonLines() {}

  static SpanExporter spans(OutputStream out) {
    return new Spans(new Lines(out));
  }

  static MetricExporter metrics(OutputStream out) {
    return new Metrics(new Lines(out));
  }

  /** One exporter's lines. What it throws is counted by the exporter around it. */
  private record Lines(OutputStream out) {

    /** A line is written by one call, so that what fails in the middle leaves none begun. */
    synchronized CompletableResultCode write(Marshaler message) {
      try {
        ByteArrayOutputStream line = new ByteArrayOutputStream();
        message.writeJsonTo(line);
        line.write('\n');
        line.writeTo(out);
        out.flush();
        return CompletableResultCode.ofSuccess();
      } catch (IOException e) {
        return CompletableResultCode.ofExceptionalFailure(e);
      }
    }
  }

  private record Spans(Lines lines) implements SpanExporter {

    @Override
    public CompletableResultCode export(Collection<SpanData> spans) {
      return lines.write(TraceRequestMarshaler.create(spans));
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

  private record Metrics(Lines lines) implements MetricExporter {

    @Override
    public AggregationTemporality getAggregationTemporality(InstrumentType instrument) {
      return AggregationTemporality.CUMULATIVE;
    }

    @Override
    public CompletableResultCode export(Collection<MetricData> metrics) {
      return lines.write(MetricsRequestMarshaler.create(metrics));
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
