package io.mapscope.otel.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import io.mapscope.otel.catalog.MetricCatalog;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.sdk.metrics.SdkMeterProvider;
import io.opentelemetry.sdk.metrics.data.MetricData;
import io.opentelemetry.sdk.testing.exporter.InMemoryMetricReader;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class LostSpansTest {

  private static final AttributeKey<String> DESTINATION =
      AttributeKey.stringKey("mapscope.destination");
  private static final AttributeKey<String> REASON = AttributeKey.stringKey("mapscope.loss.reason");

  @Test
  void eachDestinationTellsWhatItHasNotGotAndWhy() {
    InMemoryMetricReader reader = InMemoryMetricReader.create();
    try (SdkMeterProvider provider =
        SdkMeterProvider.builder().registerMetricReader(reader).build()) {
      LostSpans.register(
          provider.get("test"),
          () ->
              List.of(
                  new Delivery("http://h:4318", 5, 30, 10, "refused"),
                  new Delivery("spans.jsonl", 45, 0, 0, null)));
      List<MetricData> metrics = List.copyOf(reader.collectAllMetrics());
      assertThat(metrics)
          .singleElement()
          .satisfies(
              metric -> {
                assertThat(metric.getName()).isEqualTo(MetricCatalog.SPANS_LOST.name());
                assertThat(metric.getUnit()).isEqualTo(MetricCatalog.SPANS_LOST.unit());
              });
      Map<String, Long> lost =
          metrics.get(0).getLongSumData().getPoints().stream()
              .collect(
                  Collectors.toMap(
                      point ->
                          point.getAttributes().get(DESTINATION)
                              + " "
                              + point.getAttributes().get(REASON),
                      point -> point.getValue()));
      assertThat(lost)
          .isEqualTo(
              Map.of(
                  "http://h:4318 export_failed", 30L,
                  "http://h:4318 queue_full", 10L,
                  "spans.jsonl export_failed", 0L,
                  "spans.jsonl queue_full", 0L));
    }
  }
}
