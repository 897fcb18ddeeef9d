package io.mapscope.otel.pipeline;

import io.opentelemetry.exporter.logging.otlp.internal.metrics.OtlpStdoutMetricExporter;
import io.opentelemetry.exporter.logging.otlp.internal.traces.OtlpStdoutSpanExporter;
import io.opentelemetry.sdk.metrics.export.MetricExporter;
import io.opentelemetry.sdk.trace.export.SpanExporter;
import java.io.OutputStream;

/**
 * Exporters that write OTLP's JSON to a stream, one message a line: the OTLP file format, which the
 * Collector's {@code otlpjsonfile} receiver reads.
 *
 * <p>Implementation note. The SDK has the writer only in packages it calls internal, meant to be
 * reached by configuration, and then it writes to standard output. The alternative was to encode
 * OTLP ourselves. So the internal builders are named here and nowhere else; a new release of the
 * SDK can break this class only, and its test shows it.
 */
final class JsonLines {

  private JsonLines() {}

  static SpanExporter spans(OutputStream out) {
    return OtlpStdoutSpanExporter.builder().setOutput(out).setWrapperJsonObject(true).build();
  }

  static MetricExporter metrics(OutputStream out) {
    return OtlpStdoutMetricExporter.builder().setOutput(out).setWrapperJsonObject(true).build();
  }
}
