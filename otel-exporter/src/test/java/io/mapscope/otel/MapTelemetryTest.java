package io.mapscope.otel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.mapscope.events.RecordingSettings;
import io.mapscope.map.FakeMap;
import java.io.IOException;
import java.io.InputStream;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Set;
import java.util.stream.Collectors;
import jdk.jfr.FlightRecorder;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

class MapTelemetryTest {

  @TempDir Path folder;

  @Test
  void exportsWhatWasCommittedBeforeClose() throws Exception {
    FakeMap map = new FakeMap("orders");
    MapTelemetry telemetry = MapTelemetry.builder().outputFolder(folder).start();
    map.created();
    map.growOnce(1);
    map.statistics(100, 1, false);
    telemetry.close();
    ExportSummary summary = telemetry.summary();
    assertThat(summary.eventsReceived())
        .containsEntry("mapscope.Growth", 1L)
        .containsEntry("mapscope.GrowWork", 1L)
        .containsEntry("mapscope.MapStatistics", 1L);
    assertThat(summary.isComplete()).as(summary.toString()).isTrue();
    assertThat(summary.totalLost()).isZero();
    assertThat(Files.readString(folder.resolve("spans.jsonl")))
        .contains("\"name\":\"hashmap.growth\"", "\"name\":\"hashmap.grow_work\"");
    assertThat(Files.readString(folder.resolve("metrics.jsonl")))
        .contains("\"name\":\"hashmap.growths\"", "\"name\":\"mapscope.stream.lag\"");
  }

  @Test
  void closeLeavesNoThreadAndNoRecording() throws Exception {
    // The first one starts threads of the JDK that stay for good.
    MapTelemetry.builder().outputFolder(folder).start().close();
    Awaitility.await()
        .until(() -> threads().stream().noneMatch(t -> t.getName().startsWith("Batch")));
    Set<Thread> threads = threads();
    int recordings = FlightRecorder.getFlightRecorder().getRecordings().size();

    MapTelemetry telemetry =
        MapTelemetry.builder()
            .outputFolder(folder)
            .prometheusPort(MapExportTest.freePort())
            .property("otel.exporter.otlp.endpoint", "http://127.0.0.1:" + MapExportTest.freePort())
            .start();
    assertThat(threads()).hasSizeGreaterThan(threads.size());
    new FakeMap("orders").created().put();
    telemetry.close();
    telemetry.close();

    assertThat(FlightRecorder.getFlightRecorder().getRecordings()).hasSize(recordings);
    Awaitility.await()
        .atMost(Duration.ofSeconds(10))
        .untilAsserted(() -> assertThat(threads()).isSubsetOf(threads));
  }

  @Test
  void allThreadsAreDaemonsSoThatTheProgramCanEnd() throws Exception {
    Set<Thread> threads = threads();
    try (MapTelemetry telemetry =
        MapTelemetry.builder()
            .outputFolder(folder)
            .prometheusPort(MapExportTest.freePort())
            .start()) {
      assertThat(telemetry.summary().totalReceived()).isZero();
      Set<Thread> started = threads();
      started.removeAll(threads);
      assertThat(started).isNotEmpty().allMatch(Thread::isDaemon);
    }
  }

  @Test
  void servesPrometheusOnLoopback() throws Exception {
    int port = MapExportTest.freePort();
    FakeMap map = new FakeMap("orders");
    try (MapTelemetry telemetry = MapTelemetry.builder().prometheusPort(port).start()) {
      map.created();
      map.growOnce(1);
      map.statistics(100, 1, false);
      Awaitility.await()
          .atMost(Duration.ofSeconds(20))
          .until(() -> telemetry.summary().eventsReceived().get("mapscope.MapStatistics") > 0);
      assertThat(scrape(port))
          .contains("hashmap_operations_total{hashmap_implementation=\"test.FakeMap\",")
          .contains("hashmap_growth_stall_duration_seconds_bucket")
          .contains("hashmap_memory_used_bytes")
          .contains("mapscope_events_received_total");
    }
  }

  @Test
  void namesThePortThatIsInUse() throws Exception {
    try (ServerSocket taken = new ServerSocket()) {
      taken.bind(MapExportTest.loopback(0));
      MapTelemetry.Builder builder = MapTelemetry.builder().prometheusPort(taken.getLocalPort());
      assertThatThrownBy(builder::start)
          .isInstanceOf(ExportException.class)
          .hasMessage(
              "port "
                  + taken.getLocalPort()
                  + " on 127.0.0.1 is in use; free it or set OTEL_EXPORTER_PROMETHEUS_PORT");
    }
    assertThat(FlightRecorder.getFlightRecorder().getRecordings()).isEmpty();
  }

  @Test
  @Timeout(60)
  void collectorThatDoesNotAnswerCostsOnlyItsSpans() throws Exception {
    FakeMap map = new FakeMap("orders");
    MapTelemetry telemetry =
        MapTelemetry.builder()
            .outputFolder(folder)
            .property("otel.exporter.otlp.protocol", "http/protobuf")
            .property("otel.exporter.otlp.endpoint", "http://127.0.0.1:" + MapExportTest.freePort())
            .start();
    map.created();
    map.put();
    telemetry.close();
    ExportSummary summary = telemetry.summary();
    assertThat(summary.spans()).hasSize(2);
    assertThat(summary.spans())
        .filteredOn(destination -> destination.name().startsWith("http://"))
        .singleElement()
        .satisfies(
            destination -> {
              assertThat(destination.exported()).isZero();
              assertThat(destination.failed()).isEqualTo(1);
            });
    assertThat(summary.isComplete()).isFalse();
    assertThat(Files.readString(folder.resolve("spans.jsonl"))).contains("hashmap.put");
  }

  @Test
  @Timeout(60)
  void collectorThatHangsDoesNotHoldUpClose() throws Exception {
    try (ServerSocket silent = new ServerSocket()) {
      silent.bind(MapExportTest.loopback(0));
      FakeMap map = new FakeMap("orders");
      MapTelemetry telemetry =
          MapTelemetry.builder()
              .property("otel.exporter.otlp.timeout", "3600000")
              .property("otel.bsp.export.timeout", "3600000")
              .property("otel.exporter.otlp.endpoint", "http://127.0.0.1:" + silent.getLocalPort())
              .start();
      map.created();
      map.put();
      telemetry.close();
      assertThat(telemetry.summary().spans())
          .singleElement()
          .satisfies(destination -> assertThat(destination.exported()).isZero());
    }
  }

  @Test
  void refusesWhatCannotBe() {
    MapTelemetry.Builder builder = MapTelemetry.builder();
    assertThatThrownBy(() -> builder.prometheusPort(70_000))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("70000");
    assertThatThrownBy(() -> builder.nameLimit(0)).isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> builder.settings((RecordingSettings) null))
        .isInstanceOf(NullPointerException.class);
  }

  private static String scrape(int port) throws IOException {
    try (InputStream in =
        URI.create("http://127.0.0.1:" + port + "/metrics").toURL().openStream()) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  private static Set<Thread> threads() {
    return Thread.getAllStackTraces().keySet().stream()
        .filter(Thread::isAlive)
        // Shared by all of okhttp in a JVM, unlike okhttp-dispatch; they end after a minute idle.
        .filter(thread -> !thread.getName().matches("(OkHttp|Okio) .*"))
        .filter(thread -> !thread.getName().equals("awaitility-thread"))
        .collect(Collectors.toSet());
  }
}
