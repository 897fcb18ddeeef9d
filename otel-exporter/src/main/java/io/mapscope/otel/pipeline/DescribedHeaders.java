package io.mapscope.otel.pipeline;

import io.opentelemetry.sdk.autoconfigure.declarativeconfig.model.BatchSpanProcessorModel;
import io.opentelemetry.sdk.autoconfigure.declarativeconfig.model.MetricReaderModel;
import io.opentelemetry.sdk.autoconfigure.declarativeconfig.model.NameStringValuePairModel;
import io.opentelemetry.sdk.autoconfigure.declarativeconfig.model.OpenTelemetryConfigurationModel;
import io.opentelemetry.sdk.autoconfigure.declarativeconfig.model.PushMetricExporterModel;
import io.opentelemetry.sdk.autoconfigure.declarativeconfig.model.SimpleSpanProcessorModel;
import io.opentelemetry.sdk.autoconfigure.declarativeconfig.model.SpanExporterModel;
import io.opentelemetry.sdk.autoconfigure.declarativeconfig.model.SpanProcessorModel;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/** The OTLP headers that a file describes, which may be secrets. */
final class DescribedHeaders {

  private final List<String> headers = new ArrayList<>();

  private DescribedHeaders() {}

  /** The values, and lists of headers as a whole. */
  static List<String> of(OpenTelemetryConfigurationModel description) {
    DescribedHeaders found = new DescribedHeaders();
    if (description.getTracerProvider() != null) {
      nonNull(description.getTracerProvider().getProcessors()).stream()
          .map(DescribedHeaders::exporter)
          .filter(Objects::nonNull)
          .forEach(found::add);
    }
    if (description.getMeterProvider() != null) {
      nonNull(description.getMeterProvider().getReaders()).stream()
          .map(MetricReaderModel::getPeriodic)
          .filter(Objects::nonNull)
          .map(periodic -> periodic.getExporter())
          .filter(Objects::nonNull)
          .forEach(found::add);
    }
    return found.headers;
  }

  private static SpanExporterModel exporter(SpanProcessorModel processor) {
    BatchSpanProcessorModel batch = processor.getBatch();
    SimpleSpanProcessorModel simple = processor.getSimple();
    if (batch != null) {
      return batch.getExporter();
    }
    return simple == null ? null : simple.getExporter();
  }

  private void add(SpanExporterModel exporter) {
    if (exporter.getOtlpHttp() != null) {
      add(exporter.getOtlpHttp().getHeaders(), exporter.getOtlpHttp().getHeadersList());
    }
    if (exporter.getOtlpGrpc() != null) {
      add(exporter.getOtlpGrpc().getHeaders(), exporter.getOtlpGrpc().getHeadersList());
    }
  }

  private void add(PushMetricExporterModel exporter) {
    if (exporter.getOtlpHttp() != null) {
      add(exporter.getOtlpHttp().getHeaders(), exporter.getOtlpHttp().getHeadersList());
    }
    if (exporter.getOtlpGrpc() != null) {
      add(exporter.getOtlpGrpc().getHeaders(), exporter.getOtlpGrpc().getHeadersList());
    }
  }

  private void add(List<NameStringValuePairModel> pairs, String list) {
    nonNull(pairs).stream()
        .map(NameStringValuePairModel::getValue)
        .filter(Objects::nonNull)
        .forEach(headers::add);
    if (list != null) {
      headers.add(list);
    }
  }

  private static <T> List<T> nonNull(List<T> list) {
    return list == null ? List.of() : list;
  }
}
