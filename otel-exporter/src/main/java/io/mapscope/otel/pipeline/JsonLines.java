package io.mapscope.otel.pipeline;

import io.opentelemetry.exporter.logging.otlp.internal.metrics.OtlpStdoutMetricExporter;
import io.opentelemetry.exporter.logging.otlp.internal.traces.OtlpStdoutSpanExporter;
import io.opentelemetry.sdk.metrics.export.MetricExporter;
import io.opentelemetry.sdk.trace.export.SpanExporter;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * Exporters that write OTLP's JSON to files, one message a line: the OTLP file format, which the
 * Collector's {@code otlpjsonfile} receiver reads.
 *
 * <p>Implementation note. The SDK has the writer only in packages it calls internal, meant to be
 * reached by configuration, and then it writes to standard output. The alternative was to encode
 * OTLP ourselves. So the internal builders are named here and nowhere else; a new release of the
 * SDK can break this class only, and its test shows it.
 */
final class JsonLines {

  static final String SPANS = "spans.jsonl";
  static final String METRICS = "metrics.jsonl";

  private JsonLines() {}

  static SpanExporter spans(Path folder, boolean append) throws IOException {
    return OtlpStdoutSpanExporter.builder()
        .setOutput(open(folder, SPANS, append))
        .setWrapperJsonObject(true)
        .build();
  }

  static MetricExporter metrics(Path folder, boolean append) throws IOException {
    return OtlpStdoutMetricExporter.builder()
        .setOutput(open(folder, METRICS, append))
        .setWrapperJsonObject(true)
        .build();
  }

  private static OutputStream open(Path folder, String file, boolean append) throws IOException {
    try {
      Files.createDirectories(folder);
      return new BufferedOutputStream(
          Files.newOutputStream(
              folder.resolve(file),
              StandardOpenOption.CREATE,
              append ? StandardOpenOption.APPEND : StandardOpenOption.TRUNCATE_EXISTING,
              StandardOpenOption.WRITE));
    } catch (IOException e) {
      throw new IOException(
          folder.resolve(file) + " cannot be written (" + e + "); name another folder", e);
    }
  }
}
