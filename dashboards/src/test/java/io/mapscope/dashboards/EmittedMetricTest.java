package io.mapscope.dashboards;

import static org.assertj.core.api.Assertions.assertThat;

import io.mapscope.otel.catalog.MetricCatalog;
import io.mapscope.otel.catalog.MetricCatalog.Metric;
import io.opentelemetry.api.metrics.Meter;
import io.opentelemetry.exporter.prometheus.PrometheusHttpServer;
import io.opentelemetry.sdk.metrics.SdkMeterProvider;
import io.prometheus.metrics.expositionformats.PrometheusTextFormatWriter;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class EmittedMetricTest {

  private static final Pattern TYPE = Pattern.compile("^# TYPE (\\w+) ", Pattern.MULTILINE);

  @Test
  void namesOfTheDirectRoadAreThoseOfTheExporterOfTheJavaSdk() throws IOException {
    PrometheusRegistry registry = new PrometheusRegistry();
    PrometheusHttpServer exporter =
        PrometheusHttpServer.builder()
            .setHost("127.0.0.1")
            .setPort(0)
            .setTargetInfoMetricEnabled(false)
            .setPrometheusRegistry(registry)
            .build();
    try (SdkMeterProvider meters =
        SdkMeterProvider.builder().registerMetricReader(exporter).build()) {
      Meter meter = meters.get("test");
      MetricCatalog.all().forEach(metric -> record(metric, meter));
      assertThat(exposed(registry))
          .containsExactlyInAnyOrderElementsOf(
              MetricCatalog.all().stream().map(EmittedMetric::direct).toList());
    }
  }

  private static void record(Metric metric, Meter meter) {
    switch (metric.kind()) {
      case HISTOGRAM ->
          meter.histogramBuilder(metric.name()).setUnit(metric.unit()).build().record(1);
      case COUNTER -> meter.counterBuilder(metric.name()).setUnit(metric.unit()).build().add(1);
      case UP_DOWN_COUNTER ->
          meter.upDownCounterBuilder(metric.name()).setUnit(metric.unit()).build().add(1);
      case GAUGE -> meter.gaugeBuilder(metric.name()).setUnit(metric.unit()).build().set(1);
    }
  }

  private static Set<String> exposed(PrometheusRegistry registry) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    PrometheusTextFormatWriter.create().write(out, registry.scrape());
    return TYPE.matcher(out.toString(StandardCharsets.UTF_8))
        .results()
        .map((MatchResult type) -> type.group(1))
        .collect(Collectors.toSet());
  }
}
