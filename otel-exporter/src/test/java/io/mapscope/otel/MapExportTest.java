package io.mapscope.otel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import io.mapscope.events.RecordingSettings;
import io.mapscope.map.FakeMap;
import io.mapscope.otel.mapping.RecordingFile;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MapExportTest {

  @TempDir Path folder;
  private Path recording;
  private Instant written;
  private Path out;

  @BeforeEach
  void record() throws IOException {
    FakeMap map = new FakeMap("orders");
    out = folder.resolve("made").resolve("out");
    recording =
        RecordingFile.of(
            folder.resolve("r.jfr"),
            RecordingSettings.PROFILE,
            () -> {
              map.created();
              map.growOnce(1);
              map.put();
              map.statistics(100, 1, false);
            });
    written = Instant.now();
  }

  /**
   * The seven of the map; and the JVM may pause for garbage, or have maps of other tests to tell.
   */
  private long recorded() throws IOException {
    Set<String> others = Set.of("jdk.GCPhasePause", "jdk.DataLoss");
    List<String> names =
        jdk.jfr.consumer.RecordingFile.readAllEvents(recording).stream()
            .map(event -> event.getEventType().getName())
            .filter(name -> name.startsWith("mapscope.") || others.contains(name))
            .toList();
    assertThat(names).hasSizeGreaterThanOrEqualTo(7);
    return names.size();
  }

  @Test
  void writesOneOtlpMessageALine() throws Exception {
    ExportSummary summary = export(toFiles(), recording);
    assertThat(Files.readAllLines(out.resolve("spans.jsonl")))
        .singleElement()
        .asString()
        .startsWith("{\"resourceSpans\":[")
        .contains("\"name\":\"hashmap.growth\"", "\"name\":\"hashmap.put\"")
        .endsWith("}");
    assertThat(Files.readAllLines(out.resolve("metrics.jsonl")))
        .isNotEmpty()
        .allSatisfy(line -> assertThat(line).startsWith("{\"resourceMetrics\":[").endsWith("}"))
        .last()
        .asString()
        .contains("\"name\":\"hashmap.entry.count\"");
    assertThat(summary.isComplete()).isTrue();
    assertThat(summary.spans())
        .singleElement()
        .satisfies(
            destination -> {
              assertThat(destination.name()).isEqualTo(out.resolve("spans.jsonl").toString());
              assertThat(destination.exported()).isEqualTo(4);
            });
    assertThat(summary.totalReceived()).isEqualTo(recorded());
    assertThat(summary.totalLost()).isZero();
  }

  @Test
  void tellsWhichJvmItWas() throws Exception {
    export(toFiles(), recording);
    assertThat(Files.readString(out.resolve("spans.jsonl")))
        .contains("\"service.name\",\"value\":{\"stringValue\":\"mapscope\"}")
        .contains("\"process.pid\",\"value\":{\"intValue\":\"" + ProcessHandle.current().pid())
        .containsPattern("service.instance.id\",\"value\":\\{\"stringValue\":\"[0-9a-f]{16}\"");
  }

  @Test
  void metricsCarryTheTimeOfTheRecording() throws Exception {
    long end = TimeUnit.MILLISECONDS.toNanos(written.toEpochMilli() + 1);
    // So that the time of the export is later.
    Awaitility.await().until(() -> Instant.now().isAfter(written.plusSeconds(2)));
    export(toFiles(), recording);
    assertThat(
            Pattern.compile("\"timeUnixNano\":\"(\\d+)\"")
                .matcher(Files.readString(out.resolve("metrics.jsonl")))
                .results()
                .map(time -> Long.valueOf(time.group(1))))
        .isNotEmpty()
        .allSatisfy(time -> assertThat(time).isBetween(end - TimeUnit.SECONDS.toNanos(60), end));
  }

  @Test
  void exportingTwiceGivesTheSameBytesOfSpans() throws Exception {
    export(toFiles(), recording);
    String first = Files.readString(out.resolve("spans.jsonl"));
    export(toFiles(), recording);
    assertThat(Files.readString(out.resolve("spans.jsonl"))).isEqualTo(first);
  }

  @Test
  void whatTwoRecordingsShareIsExportedOnce() throws Exception {
    Path copy = Files.copy(recording, folder.resolve("copy.jfr"));
    MapExport.Builder both = toFiles().source(copy.toString());
    ExportSummary summary = export(both, recording);
    assertThat(summary.totalReceived()).isEqualTo(recorded());
    assertThat(summary.spans().get(0).exported()).isEqualTo(4);
  }

  @Test
  void waitsInsteadOfDroppingSpans() throws Exception {
    int puts = 20_000;
    FakeMap map = new FakeMap("orders");
    Path many =
        RecordingFile.of(
            folder.resolve("many.jfr"),
            RecordingSettings.PROFILE,
            () -> {
              map.created();
              for (int i = 0; i < puts; i++) {
                map.evacuate(1, i);
              }
            });
    ExportSummary summary = export(toFiles(), many);
    assertThat(summary.spans().get(0).exported()).isEqualTo(puts);
    assertThat(summary.isComplete()).isTrue();
  }

  @Test
  void sendsToTheEndpointByHttp() throws Exception {
    Map<String, Integer> bodies = new ConcurrentHashMap<>();
    HttpServer server = HttpServer.create(loopback(0), 0);
    server.createContext(
        "/",
        exchange -> {
          int bytes = exchange.getRequestBody().readAllBytes().length;
          bodies.merge(exchange.getRequestURI().getPath(), bytes, Integer::sum);
          exchange.sendResponseHeaders(200, -1);
          exchange.close();
        });
    server.start();
    try {
      ExportSummary summary =
          export(to("http://127.0.0.1:" + server.getAddress().getPort()), recording);
      assertThat(summary.isComplete()).isTrue();
      assertThat(summary.spans().get(0).exported()).isEqualTo(4);
      assertThat(bodies).containsOnlyKeys("/v1/traces", "/v1/metrics");
      assertThat(bodies.values()).allSatisfy(bytes -> assertThat(bytes).isGreaterThan(100));
    } finally {
      server.stop(0);
    }
  }

  @Test
  void sendsNothingAnywhereUnlessToldTo() throws Exception {
    ExportSummary summary = export(MapExport.builder(), recording);
    assertThat(summary.spans()).isEmpty();
    assertThat(summary.metrics()).isEmpty();
    assertThat(summary.totalReceived()).isEqualTo(recorded());
  }

  @Test
  void namesTheEndpointThatDoesNotAnswerAndStillWritesTheFiles() throws Exception {
    String endpoint = "http://127.0.0.1:" + freePort();
    MapExport.Builder export =
        MapExport.builder()
            .outputFolder(out)
            .property("otel.exporter.otlp.protocol", "http/protobuf")
            .property("otel.java.exporter.otlp.retry.disabled", "true")
            .property("otel.exporter.otlp.endpoint", endpoint);
    assertThat(failure(export, recording))
        .contains(endpoint + " did not take 4 of 4 spans")
        .contains("OTEL_EXPORTER_OTLP_ENDPOINT");
    assertThat(Files.readString(out.resolve("spans.jsonl"))).contains("hashmap.growth");
  }

  @Test
  void refusesAFileThatIsNotThere() {
    refuses(folder.resolve("nowhere.jfr"), "does not exist");
  }

  @Test
  void refusesAFolderWithoutRecordings() throws IOException {
    refuses(Files.createDirectory(folder.resolve("empty")), "is a folder without recordings");
  }

  @Test
  void refusesAnEmptyFile() throws IOException {
    refuses(Files.createFile(folder.resolve("empty.jfr")), "is empty");
  }

  @Test
  void refusesAFileThatIsNoRecording() throws IOException {
    refuses(
        Files.writeString(folder.resolve("x.jfr"), "not a recording at all".repeat(10)),
        "is not a Flight Recorder recording");
    refuses(Files.writeString(folder.resolve("y.jfr"), "no"), "is not a Flight Recorder recording");
  }

  @Test
  void refusesAnotherVersionOfTheFormat() throws IOException {
    byte[] bytes = Files.readAllBytes(recording);
    bytes[5] = 1;
    refuses(Files.write(folder.resolve("v1.jfr"), bytes), "format version 1");
  }

  @Test
  void refusesARecordingThatIsCutOffAnywhere() throws IOException {
    byte[] bytes = Files.readAllBytes(recording);
    for (int length : List.of(10, 50, 67, 68, bytes.length / 2, bytes.length - 1)) {
      Path cut = folder.resolve("cut.jfr");
      Files.write(cut, java.util.Arrays.copyOf(bytes, length));
      refuses(cut, "is cut off");
    }
  }

  @Test
  void refusesASecondChunkThatIsCutOff() throws IOException {
    byte[] bytes = Files.readAllBytes(recording);
    byte[] half = new byte[bytes.length + bytes.length / 2];
    System.arraycopy(bytes, 0, half, 0, bytes.length);
    System.arraycopy(bytes, 0, half, bytes.length, half.length - bytes.length);
    refuses(Files.write(folder.resolve("half.jfr"), half), "the chunk at byte " + bytes.length);
  }

  @Test
  void refusesAFolderThatCannotBeWritten() throws IOException {
    Path file = Files.writeString(folder.resolve("file"), "x", StandardCharsets.UTF_8);
    MapExport.Builder export = MapExport.builder().outputFolder(file);
    assertThatThrownBy(() -> export(export, recording))
        .isInstanceOf(ExportException.class)
        .hasMessageContaining("cannot be written")
        .hasMessageContaining("name another folder");
  }

  @Test
  void namesTheSettingThatIsWrong() throws Exception {
    MapExport.Builder export = MapExport.builder().property("otel.traces.exporter", "nosuch");
    assertThat(failure(export, recording)).contains("nosuch");
  }

  @Test
  void refusesToServeSeveralRunningJvmsOnOnePort() throws Exception {
    MapExport.Builder export =
        MapExport.builder()
            .property("otel.metrics.exporter", "otlp, prometheus")
            .source("999999998")
            .source(recording.toString());
    export.start().close();
    assertThatThrownBy(() -> export.source("999999999").start())
        .isInstanceOf(ExportException.class)
        .hasMessageStartingWith("2 running JVMs cannot be served on one port");
  }

  private void refuses(Path file, String why) {
    assertThat(failure(toFiles(), file)).startsWith(file + " ").contains(why);
    assertThat(out).as("nothing is opened for a bad file").doesNotExist();
  }

  /** Exports the recordings of one JVM and returns what became of them. */
  static ExportSummary export(MapExport.Builder builder, Path recording) throws ExportException {
    SourceResult result = result(builder, recording);
    assertThat(result.failure()).isNull();
    return result.summary();
  }

  private static String failure(MapExport.Builder builder, Path recording) {
    try {
      String failure = result(builder, recording).failure();
      assertThat(failure).hasLineCount(1);
      return failure;
    } catch (ExportException e) {
      throw new AssertionError(e);
    }
  }

  private static SourceResult result(MapExport.Builder builder, Path recording)
      throws ExportException {
    MapExport export = builder.source(recording.toString()).start();
    Awaitility.await()
        .atMost(Duration.ofMinutes(1))
        .until(() -> export.await(Duration.ofSeconds(1)));
    export.close();
    assertThat(export.results()).hasSize(1);
    return export.results().get(0);
  }

  private MapExport.Builder toFiles() {
    return MapExport.builder().outputFolder(out);
  }

  private static MapExport.Builder to(String endpoint) {
    return MapExport.builder()
        .property("otel.exporter.otlp.protocol", "http/protobuf")
        .property("otel.exporter.otlp.endpoint", endpoint);
  }

  static InetSocketAddress loopback(int port) {
    return new InetSocketAddress(InetAddress.getLoopbackAddress(), port);
  }

  static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket()) {
      socket.bind(loopback(0));
      return socket.getLocalPort();
    }
  }
}
