package io.mapscope.otel.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.metrics.LongCounter;
import io.opentelemetry.sdk.metrics.SdkMeterProvider;
import io.opentelemetry.sdk.metrics.data.LongPointData;
import io.opentelemetry.sdk.metrics.data.MetricData;
import io.opentelemetry.sdk.testing.exporter.InMemoryMetricReader;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** Totals of an earlier run, what is counted, and what was counted in the replay. */
class CumulativeMetricsTest {

  private static final AttributeKey<String> REASON = AttributeKey.stringKey("reason");

  private final CumulativeMetrics metrics = new CumulativeMetrics();
  private final InMemoryMetricReader exported = InMemoryMetricReader.create();
  private final LongCounter growths =
      SdkMeterProvider.builder()
          .registerMetricReader(metrics.reader())
          .registerMetricReader(exported)
          .build()
          .get("test")
          .counterBuilder("growths")
          .build();

  private void count(String reason, long growths) {
    this.growths.add(growths, Attributes.of(REASON, reason));
  }

  private Map<String, Long> exported() {
    return metrics.continued(exported.collectAllMetrics()).stream()
        .map(MetricData::getLongSumData)
        .flatMap(sum -> sum.getPoints().stream())
        .collect(
            Collectors.toMap(point -> point.getAttributes().get(REASON), LongPointData::getValue));
  }

  private Map<String, Long> totals() {
    return metrics.totals().bySeries().entrySet().stream()
        .collect(
            Collectors.toMap(
                entry -> entry.getKey().attributes().get(REASON),
                entry -> entry.getValue().value()));
  }

  private static MetricTotals saved(String reason, long growths) {
    CumulativeMetricsTest before = new CumulativeMetricsTest();
    before.count(reason, growths);
    return before.metrics.totals();
  }

  @Test
  void whatIsCountedInTheReplayCountsOnce() {
    metrics.mute();
    count("load", 3);
    metrics.resume(saved("load", 5));
    count("load", 1);
    assertThat(exported()).isEqualTo(Map.of("load", 6L));
    assertThat(totals()).isEqualTo(Map.of("load", 6L));
  }

  /** The growths before the overlap are told in it by a total alone, so without their reason. */
  @Test
  void whatOnlyTheReplayHasCountedIsNotTold() {
    metrics.mute();
    count("unknown", 3);
    count("load", 2);
    metrics.resume(saved("load", 5));
    assertThat(exported()).isEqualTo(Map.of("load", 5L));
    assertThat(totals()).isEqualTo(Map.of("load", 5L));
    count("unknown", 1);
    assertThat(exported()).isEqualTo(Map.of("load", 5L, "unknown", 1L));
    assertThat(totals()).isEqualTo(Map.of("load", 5L, "unknown", 1L));
  }

  @Test
  void beginsAnewWhenNothingWasSaved() {
    metrics.mute();
    count("load", 3);
    metrics.resume(MetricTotals.NONE);
    assertThat(exported()).isEqualTo(Map.of("load", 3L));
  }
}
