package io.mapscope.otel.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import io.opentelemetry.sdk.autoconfigure.spi.internal.DefaultConfigProperties;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ExporterSelectionTest {

  private static final String TRACES = "otel.traces.exporter";
  private static final String METRICS = "otel.metrics.exporter";
  private static final String ENDPOINT = "otel.exporter.otlp.endpoint";

  @Test
  void nothingIsSentUnlessAnEndpointOrAnExporterIsNamed() {
    assertThat(live(Map.of())).containsEntry(TRACES, "none").containsEntry(METRICS, "none");
  }

  @Test
  void anEndpointTurnsOtlpOn() {
    assertThat(live(Map.of(ENDPOINT, "http://c:4317")))
        .containsEntry(TRACES, "otlp")
        .containsEntry(METRICS, "otlp");
    assertThat(live(Map.of("otel.exporter.otlp.traces.endpoint", "http://c:4317")))
        .containsEntry(TRACES, "otlp")
        .containsEntry(METRICS, "none");
  }

  @Test
  void theUsersExportersAreKept() {
    assertThat(live(Map.of(TRACES, "console", METRICS, "none", ENDPOINT, "http://c")))
        .containsEntry(TRACES, "console")
        .containsEntry(METRICS, "none");
  }

  @Test
  void aPortAddsPrometheusToWhatTheUserNamed() {
    assertThat(decide(true, 9464, Map.of())).containsEntry(METRICS, "prometheus");
    assertThat(decide(true, 9464, Map.of(METRICS, "otlp")))
        .containsEntry(METRICS, "otlp,prometheus");
    assertThat(decide(true, 9464, Map.of(METRICS, "prometheus")))
        .containsEntry(METRICS, "prometheus");
  }

  @Test
  void aFileIsNeverScraped() {
    assertThat(decide(false, 0, Map.of(METRICS, "prometheus"))).containsEntry(METRICS, "none");
    assertThat(decide(false, 0, Map.of(METRICS, "prometheus,otlp"))).containsEntry(METRICS, "otlp");
  }

  @Test
  void theEndpointOfASignalIsNamedAsOtlpChoosesIt() {
    assertThat(endpoint(Map.of())).isEqualTo("http://localhost:4317");
    assertThat(endpoint(Map.of("otel.exporter.otlp.protocol", "http/protobuf")))
        .isEqualTo("http://localhost:4318");
    assertThat(endpoint(Map.of(ENDPOINT, "http://c"))).isEqualTo("http://c");
    assertThat(
            endpoint(
                Map.of(ENDPOINT, "http://c", "otel.exporter.otlp.traces.endpoint", "http://t")))
        .isEqualTo("http://t");
  }

  private static Map<String, String> live(Map<String, String> user) {
    return decide(true, 0, user);
  }

  private static Map<String, String> decide(boolean live, int port, Map<String, String> user) {
    return new ExporterSelection(live, port).decide(DefaultConfigProperties.createFromMap(user));
  }

  private static String endpoint(Map<String, String> user) {
    return ExporterSelection.endpoint(DefaultConfigProperties.createFromMap(user), "traces");
  }

  @Test
  void saysWhoCanScrape() {
    assertThat(notice(Map.of(METRICS, "prometheus")))
        .hasValueSatisfying(
            text -> assertThat(text).contains("http://127.0.0.1:9464/metrics, to this machine"));
    assertThat(notice(Map.of(METRICS, "prometheus", "otel.exporter.prometheus.host", "0.0.0.0")))
        .hasValueSatisfying(
            text -> assertThat(text).contains("0.0.0.0", "whoever").doesNotContain("this machine"));
    assertThat(notice(Map.of(METRICS, "otlp"))).isEmpty();
  }

  private static Optional<String> notice(Map<String, String> config) {
    return ExporterSelection.scrapeNotice(DefaultConfigProperties.createFromMap(config));
  }
}
