package io.mapscope.agent;

import static org.assertj.core.api.Assertions.assertThat;

import io.mapscope.otel.receiver.OtlpReceiver;
import io.opentelemetry.proto.metrics.v1.Metric;
import io.opentelemetry.proto.trace.v1.Span;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The real agent, the jar as it is shipped, a program of its own JVM, and OTLP over HTTP. */
class AgentExtensionIT {

  private static final long PUTS = (long) Requests.REQUESTS * Requests.PUTS_A_REQUEST;

  @TempDir Path folder;

  @Test
  void mapsReportWithoutALineOfCodeAndStepsStandBelowTheirRequest() throws Exception {
    try (OtlpReceiver receiver = OtlpReceiver.http();
        ChildJvm program = start(receiver, Map.of())) {
      await(program, () -> isTold(receiver) && lastGrowthEnded(receiver));
      assertThat(program.end()).as(program.output()).isZero();
      assertThat(program.output()).doesNotContain("ERROR").doesNotContain("by name");

      Map<String, Span> growths = byId(receiver.spans("hashmap.growth"));
      Map<String, Span> requests = byId(receiver.spans("Requests.serve"));
      assertThat(requests).hasSize(Requests.REQUESTS);
      List<Span> steps = receiver.spans("hashmap.grow_work");
      assertThat(steps).isNotEmpty();
      assertThat(steps)
          .allSatisfy(
              step -> {
                assertThat(requests).containsKey(hex(step.getParentSpanId()));
                assertThat(step.getLinksList()).hasSize(1);
              });
      Set<String> linked =
          steps.stream()
              .map(step -> hex(step.getLinks(0).getSpanId()))
              .filter(growths::containsKey)
              .collect(Collectors.toSet());
      assertThat(linked).isNotEmpty();
      for (String growth : linked) {
        assertThat(growths.get(growth).getLinksList())
            .isNotEmpty()
            .allSatisfy(link -> assertThat(requests).containsKey(hex(link.getSpanId())));
      }
    }
  }

  @Test
  void theAgentsSamplerIsRespectedAndSlowGrowthsAreKept() throws Exception {
    try (OtlpReceiver receiver = OtlpReceiver.http();
        ChildJvm program =
            start(
                receiver,
                Map.of("OTEL_TRACES_SAMPLER", "always_off", "MAPSCOPE_KEEP_STALLS", "20us"))) {
      await(program, () -> isTold(receiver) && !receiver.spans("hashmap.growth").isEmpty());
      assertThat(program.end()).as(program.output()).isZero();
      assertThat(receiver.spans())
          .extracting(Span::getName)
          .containsOnly("hashmap.growth", "hashmap.grow_work");
      Map<String, Span> growths = byId(receiver.spans("hashmap.growth"));
      assertThat(receiver.spans("hashmap.grow_work"))
          .anySatisfy(step -> assertThat(growths).containsKey(hex(step.getParentSpanId())));
    }
  }

  @Test
  void wrongSettingIsNamedAndLeavesTheProgramAlone() throws Exception {
    try (OtlpReceiver receiver = OtlpReceiver.http();
        ChildJvm program = start(receiver, Map.of("MAPSCOPE_SAMPLING", "often"))) {
      await(program, program::hasServed);
      assertThat(program.end()).as(program.output()).isZero();
      assertThat(program.output())
          .contains("MAPSCOPE_SAMPLING is \"often\"; it must be a number from 0 to 1");
      assertThat(receiver.metrics("hashmap.operations")).isEmpty();
    }
  }

  @Test
  void openTelemetrysConfigurationFileServesToo() throws Exception {
    try (OtlpReceiver receiver = OtlpReceiver.http();
        ChildJvm program = startDescribed(receiver, "always_on", Map.of())) {
      await(program, () -> isTold(receiver) && lastGrowthEnded(receiver));
      assertThat(program.end()).as(program.output()).isZero();
      Map<String, Span> growths = byId(receiver.spans("hashmap.growth"));
      assertThat(receiver.spans("hashmap.grow_work"))
          .isNotEmpty()
          .anySatisfy(step -> assertThat(growths).containsKey(hex(step.getLinks(0).getSpanId())));
    }
  }

  @Test
  void samplerOfTheConfigurationFileIsRespectedAndSlowGrowthsAreKept() throws Exception {
    try (OtlpReceiver receiver = OtlpReceiver.http();
        ChildJvm program =
            startDescribed(receiver, "always_off", Map.of("MAPSCOPE_KEEP_STALLS", "20us"))) {
      await(program, () -> isTold(receiver) && !receiver.spans("hashmap.growth").isEmpty());
      assertThat(program.end()).as(program.output()).isZero();
      assertThat(receiver.spans())
          .extracting(Span::getName)
          .containsOnly("hashmap.growth", "hashmap.grow_work");
      Map<String, Span> growths = byId(receiver.spans("hashmap.growth"));
      assertThat(receiver.spans("hashmap.grow_work"))
          .anySatisfy(step -> assertThat(growths).containsKey(hex(step.getParentSpanId())));
    }
  }

  private ChildJvm startDescribed(OtlpReceiver receiver, String sampler, Map<String, String> more)
      throws Exception {
    Path file = folder.resolve("otel.yaml");
    Files.writeString(
        file,
        """
        file_format: "1.0"
        tracer_provider:
          sampler:
            %2$s:
          processors:
            - batch:
                schedule_delay: 500
                exporter:
                  otlp_http:
                    endpoint: %1$s/v1/traces
        meter_provider:
          readers:
            - periodic:
                interval: 500
                exporter:
                  otlp_http:
                    endpoint: %1$s/v1/metrics
        """
            .formatted(receiver.endpoint(), sampler));
    Map<String, String> environment = new HashMap<>(more);
    environment.put("OTEL_CONFIG_FILE", file.toString());
    return ChildJvm.start(folder, environment);
  }

  private ChildJvm start(OtlpReceiver receiver, Map<String, String> more) throws Exception {
    Map<String, String> environment = new HashMap<>(more);
    environment.put("OTEL_EXPORTER_OTLP_ENDPOINT", receiver.endpoint());
    environment.put("OTEL_METRIC_EXPORT_INTERVAL", "500");
    environment.put("OTEL_BSP_SCHEDULE_DELAY", "500");
    return ChildJvm.start(folder, environment);
  }

  private static void await(ChildJvm program, java.util.concurrent.Callable<Boolean> told) {
    try {
      Awaitility.await().atMost(Duration.ofMinutes(2)).until(told);
    } catch (RuntimeException e) {
      throw new AssertionError(program.output(), e);
    }
  }

  /** The exact total of all puts has come. */
  private static boolean isTold(OtlpReceiver receiver) {
    return receiver.metrics("hashmap.operations").stream()
        .map(Metric::getSum)
        .flatMap(sum -> sum.getDataPointsList().stream())
        .anyMatch(point -> point.getAsInt() == PUTS);
  }

  /** Growths from 8 to 65,536 buckets, all that {@link #PUTS} entries need. */
  private static boolean lastGrowthEnded(OtlpReceiver receiver) {
    long expected =
        receiver.metrics("hashmap.growths").stream()
            .map(Metric::getSum)
            .mapToLong(sum -> sum.getDataPointsList().stream().mapToLong(p -> p.getAsInt()).sum())
            .max()
            .orElse(Long.MAX_VALUE);
    // The last growth goes on for as long as puts come.
    return receiver.spans("hashmap.growth").size() >= expected - 1;
  }

  private static Map<String, Span> byId(List<Span> spans) {
    return spans.stream().collect(Collectors.toMap(span -> hex(span.getSpanId()), span -> span));
  }

  private static String hex(com.google.protobuf.ByteString bytes) {
    return java.util.HexFormat.of().formatHex(bytes.toByteArray());
  }
}
