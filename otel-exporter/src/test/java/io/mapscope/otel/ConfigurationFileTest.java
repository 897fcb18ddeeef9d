package io.mapscope.otel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.mapscope.events.RecordingSettings;
import io.mapscope.map.FakeMap;
import io.mapscope.otel.mapping.RecordingFile;
import io.mapscope.otel.receiver.OtlpReceiver;
import io.opentelemetry.proto.metrics.v1.Metric;
import io.opentelemetry.proto.metrics.v1.NumberDataPoint;
import io.opentelemetry.proto.trace.v1.Span;
import io.opentelemetry.sdk.OpenTelemetrySdk;
import io.opentelemetry.sdk.autoconfigure.AutoConfiguredOpenTelemetrySdk;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The property is what OTEL_CONFIG_FILE sets. */
class ConfigurationFileTest {

  private static final String PROPERTY = "otel.config.file";
  private static final String OLD_PROPERTY = "otel.experimental.config.file";

  @TempDir Path folder;
  private OtlpReceiver receiver;

  @BeforeEach
  void open() throws IOException {
    receiver = OtlpReceiver.http();
  }

  @AfterEach
  void close() {
    System.clearProperty(PROPERTY);
    System.clearProperty(OLD_PROPERTY);
    receiver.close();
  }

  @Test
  void runningProgramIsToldAsTheFileSays() throws Exception {
    use(PROPERTY, described("always_on"));
    ExportSummary summary = live(MapTelemetry.builder().outputFolder(folder.resolve("out")));
    awaitGrowths(1);
    assertResource();
    // Files of ours are beside, and everything is counted.
    assertThat(Files.readString(folder.resolve("out/spans.jsonl")))
        .contains("hashmap.growth", "\"stringValue\":\"canary\"");
    assertThat(summary.spans())
        .extracting(each -> each.name())
        .contains(receiver.endpoint() + "/v1/traces");
    assertThat(summary.spans()).allSatisfy(each -> assertThat(each.exported()).isEqualTo(2));
    assertThat(receiver.metrics("otel.sdk.span.live")).isEmpty();
  }

  @Test
  void slowGrowthIsKeptAgainstTheFilesSampler() throws Exception {
    use(PROPERTY, described("always_off"));
    live(MapTelemetry.builder());
    assertThat(receiver.spans()).isEmpty();
    live(MapTelemetry.builder().keepStalls(Duration.ofNanos(1)));
    awaitGrowths(1);
    assertThat(receiver.spans())
        .extracting(Span::getName)
        .containsExactlyInAnyOrder("hashmap.growth", "hashmap.grow_work");
  }

  @Test
  void recordingHasItsOwnTimesAndComputedIds() throws Exception {
    Instant begun = Instant.now();
    Path recording = recording("r.jfr");
    Instant end = Instant.now();
    List<String> ids = idsWithoutAFile(recording);
    Awaitility.await().until(() -> Instant.now().isAfter(end.plusSeconds(1)));

    use(OLD_PROPERTY, described("always_on"));
    export(MapExport.builder().source(recording.toString()));
    awaitGrowths(1);
    assertThat(receiver.spans().stream().map(span -> hex(span.getSpanId())))
        .containsExactlyInAnyOrderElementsOf(ids);
    assertResource();
    assertThat(pointsOf("hashmap.growths"))
        .isNotEmpty()
        .allSatisfy(
            point -> {
              assertThat(point.getTimeUnixNano()).isBetween(nanos(begun), nanos(end));
              assertThat(point.getStartTimeUnixNano())
                  .isBetween(nanos(begun), point.getTimeUnixNano());
            });
    assertThat(receiver.metrics("hashmap.growth.duration"))
        .flatExtracting(metric -> metric.getHistogram().getDataPointsList())
        .isNotEmpty()
        .allSatisfy(point -> assertThat(point.getTimeUnixNano()).isLessThan(nanos(end)))
        .anySatisfy(point -> assertThat(point.getExemplarsList()).isNotEmpty());
  }

  @Test
  void followerGoesByTheFile() throws Exception {
    Path recordings = Files.createDirectory(folder.resolve("in"));
    Instant end = record(recordings, "r.jfr");
    use(PROPERTY, described("always_on"));
    follow(recordings, 1);
    Instant secondEnd = record(recordings, "s.jfr");
    follow(recordings, 2);
    assertResource();
    List<NumberDataPoint> growths = pointsOf("hashmap.growths");
    assertThat(growths)
        .isNotEmpty()
        .allSatisfy(point -> assertThat(point.getTimeUnixNano()).isLessThan(nanos(secondEnd)))
        .anySatisfy(point -> assertThat(point.getTimeUnixNano()).isLessThan(nanos(end)));
    // The second run goes on: with the count of the first, and its start.
    assertThat(growths).extracting(NumberDataPoint::getAsInt).contains(1L, 2L);
    assertThat(growths.stream().map(NumberDataPoint::getStartTimeUnixNano).distinct()).hasSize(1);
  }

  /** Returns when its events are a while ago. */
  private Instant record(Path recordings, String name) throws IOException {
    recording(recordings.getFileName() + "/" + name);
    Instant end = Instant.now();
    Awaitility.await().until(() -> Instant.now().isAfter(end.plusSeconds(1)));
    return end;
  }

  /** The receiver answers before it looks at what it has got. */
  private void awaitGrowths(int growths) {
    Awaitility.await()
        .atMost(Duration.ofMinutes(1))
        .untilAsserted(() -> assertThat(receiver.spans("hashmap.growth")).hasSize(growths));
    Awaitility.await()
        .atMost(Duration.ofMinutes(1))
        .until(
            () ->
                pointsOf("hashmap.growths").stream().anyMatch(each -> each.getAsInt() == growths));
  }

  private void follow(Path recordings, int growths) throws Exception {
    // A JVM that is idle has ended, and its last point is told.
    try (FolderFollower follower =
        FolderFollower.builder(recordings, folder.resolve("notes"))
            .idle(Duration.ofSeconds(1))
            .build()) {
      Thread thread = new Thread(() -> run(follower));
      thread.start();
      awaitGrowths(growths);
      follower.stop();
      thread.join();
    }
  }

  private static void run(FolderFollower follower) {
    try {
      follower.run();
    } catch (ExportException e) {
      throw new IllegalStateException(e);
    }
  }

  @Test
  void programsOwnSdkOfAFileIsUsed() throws Exception {
    use(PROPERTY, described("always_on"));
    try (OpenTelemetrySdk sdk =
        AutoConfiguredOpenTelemetrySdk.builder()
            .disableShutdownHook()
            .build()
            .getOpenTelemetrySdk()) {
      live(MapTelemetry.builder().openTelemetry(sdk));
    }
    awaitGrowths(1);
  }

  @Test
  void wrongFileIsOneLineWithTheVariableAndTheFile() throws Exception {
    System.setProperty(PROPERTY, folder.resolve("no.yaml").toString());
    assertRefused("OTEL_CONFIG_FILE names " + folder.resolve("no.yaml") + ", which does not exist");
    System.clearProperty(PROPERTY);
    use(OLD_PROPERTY, "file_format: [\n");
    assertRefused(
        "OTEL_EXPERIMENTAL_CONFIG_FILE names " + folder.resolve("otel.yaml") + ", which cannot");
    use(PROPERTY, described("always_on").replace("otlp_http", "otlp_pigeon"));
    assertRefused("no SDK can be made", "otlp_pigeon");
    use(PROPERTY, described("sometimes"));
    assertRefused("no SDK can be made", "sometimes");
  }

  @Test
  void secretOfTheFileIsNotTold() throws Exception {
    use(
        PROPERTY,
        described("always_on")
            .replace(
                receiver.endpoint() + "/v1/traces",
                "squirrel\n            headers: [{name: key, value: squirrel}]"));
    assertThatThrownBy(() -> MapTelemetry.builder().start())
        .isInstanceOf(ExportException.class)
        .hasMessageContaining("otel.yaml")
        .hasMessageContaining("***")
        .hasMessageNotContaining("squirrel");
  }

  @Test
  void wrongFileIsNotQuoted() throws Exception {
    // Each has the secret at, before and after what is wrong; the parser would quote it.
    assertNotQuoted("headers: [{name: key, value: squirrel\nx: y\n", "no YAML at line 3, column 2");
    assertNotQuoted("key: 'squirrel\n", "no YAML at line 3");
    assertNotQuoted("resource: *squirrel\n", "no YAML at line 2, column 11");
    assertNotQuoted("resource: {squirrel: 1, squirrel: 2}\n", "no YAML at line 2, column 25");
    assertNotQuoted("resource: !!squirrel x\n", "no YAML at line 2");
    assertNotQuoted("resource: squirrel\n", "a wrong value of resource");
    assertNotQuoted("resource: {squirrel: 1}\n", "an unknown setting in resource");
    assertNotQuoted(
        "resource: {attributes: [{name: a, value: b, type: squirrel}]}\n",
        "a wrong value of resource.attributes[0].type");
    assertNotQuoted("tracer_provider: {processors: [{batch: squirrel}]}", "processors[0].batch");
    assertNotQuoted("\u0000squirrel: x\n", "no description of an SDK");
    assertNotQuoted(
        "tracer_provider: {processors: [{batch: {exporter: {pigeon: {headers: squirrel}}}}]}",
        "no SDK can be made");
  }

  @Test
  void emptyFileIsNamed() throws Exception {
    for (String nothing : List.of("", "# nothing\n")) {
      use(PROPERTY, nothing);
      assertRefused("OTEL_CONFIG_FILE names " + folder.resolve("otel.yaml"));
    }
  }

  private void assertNotQuoted(String text, String place) throws IOException {
    use(PROPERTY, "file_format: \"1.0\"\n" + text);
    assertRefused("OTEL_CONFIG_FILE names " + folder.resolve("otel.yaml"), place);
    assertThatThrownBy(() -> MapTelemetry.builder().start())
        .satisfies(e -> assertThat(stackTrace(e)).doesNotContain("squirrel"));
  }

  private static String stackTrace(Throwable failure) {
    StringWriter trace = new StringWriter();
    failure.printStackTrace(new PrintWriter(trace));
    return trace.toString();
  }

  private static void assertRefused(String... parts) {
    assertThatThrownBy(() -> MapTelemetry.builder().start())
        .isInstanceOf(ExportException.class)
        .hasMessageContainingAll(parts)
        .hasMessageNotContaining("\n");
  }

  private static ExportSummary live(MapTelemetry.Builder builder) throws ExportException {
    FakeMap map = new FakeMap("orders");
    MapTelemetry telemetry = builder.start();
    map.created();
    map.growOnce(1);
    map.statistics(100, 1, true);
    telemetry.close();
    return telemetry.summary();
  }

  private Path recording(String name) throws IOException {
    FakeMap map = new FakeMap("orders");
    return RecordingFile.of(
        folder.resolve(name),
        RecordingSettings.PROFILE,
        () -> {
          map.created();
          map.growOnce(1);
          map.statistics(100, 1, false);
        });
  }

  private List<String> idsWithoutAFile(Path recording) throws Exception {
    Path out = folder.resolve("plain");
    export(MapExport.builder().source(recording.toString()).outputFolder(out));
    return Pattern.compile("\"spanId\":\"([0-9a-f]+)\",(?!\"attributes\")")
        .matcher(Files.readString(out.resolve("spans.jsonl")))
        .results()
        .map(id -> id.group(1))
        .distinct()
        .toList();
  }

  private static void export(MapExport.Builder builder) throws Exception {
    MapExport export = builder.start();
    assertThat(export.await(Duration.ofMinutes(1))).isTrue();
    export.close();
    assertThat(export.results()).allSatisfy(result -> assertThat(result.failure()).isNull());
  }

  private List<NumberDataPoint> pointsOf(String sum) {
    return receiver.metrics(sum).stream()
        .map(Metric::getSum)
        .flatMap(each -> each.getDataPointsList().stream())
        .toList();
  }

  /** What the file says of the resource, and what is known of the JVM. */
  private void assertResource() {
    assertThat(receiver.traces)
        .isNotEmpty()
        .allSatisfy(
            traces ->
                assertThat(traces.getResource().getAttributesList())
                    .extracting(each -> each.getKey() + "=" + each.getValue().getStringValue())
                    .contains("deployment.environment.name=canary", "service.name=mapscope")
                    .anyMatch(each -> each.matches("service.instance.id=[0-9a-f]{16}")));
  }

  private void use(String property, String text) throws IOException {
    Path file = Files.writeString(folder.resolve("otel.yaml"), text);
    System.setProperty(property, file.toString());
  }

  private String described(String sampler) {
    return """
    file_format: "1.0"
    resource:
      attributes:
        - name: deployment.environment.name
          value: canary
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
        .formatted(receiver.endpoint(), sampler);
  }

  private static long nanos(Instant time) {
    return TimeUnit.SECONDS.toNanos(time.getEpochSecond()) + time.getNano();
  }

  private static String hex(com.google.protobuf.ByteString bytes) {
    return HexFormat.of().formatHex(bytes.toByteArray());
  }
}
