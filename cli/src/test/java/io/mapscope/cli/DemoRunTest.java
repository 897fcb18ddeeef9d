package io.mapscope.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.mapscope.events.MapscopeEvents;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import jdk.jfr.consumer.RecordedEvent;
import jdk.jfr.consumer.RecordingFile;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** One short demo, looked at from all sides. */
class DemoRunTest {

  private static final int ENTRIES = 200_000;
  private static final Duration LIMIT = Duration.ofSeconds(60);

  @TempDir static Path base;
  // One for all requests: what each client leaves behind would count in the demo's heap.
  private static final HttpClient CLIENT = HttpClient.newHttpClient();
  private static Path folder;
  private static Outcome outcome;
  private static String scraped = "";
  private static JsonNode figures;

  @BeforeAll
  static void runDemo() throws Exception {
    folder = base.resolve("out");
    int port = freePort();
    CompletableFuture<Outcome> demo =
        CompletableFuture.supplyAsync(
            () ->
                Outcome.of(
                    "demo",
                    "--entries",
                    ENTRIES,
                    "--seconds",
                    1,
                    "--port",
                    port,
                    "--linger",
                    3,
                    "--out",
                    folder));
    await().atMost(LIMIT).until(() -> scrape(port) && scraped.contains("sessions-InstrumentedMap"));
    await().atMost(LIMIT).until(() -> !scrape(port) || demo.isDone());
    outcome = demo.get();
    figures = new ObjectMapper().readTree(folder.resolve("demo.json").toFile());
  }

  @Test
  void succeedsQuietlyInAPipe() {
    assertThat(outcome.err()).isEmpty();
    assertThat(outcome.status()).isZero();
  }

  @Test
  void printsTheMapsSideBySideInEightyColumns() {
    List<String> prose = outcome.out().lines().filter(line -> !line.contains("/")).toList();

    assertThat(outcome.out()).contains("throughput", "p99.99", "longest stall", "bytes per entry");
    assertThat(prose).allMatch(line -> line.length() <= 80);
    assertThat(outcome.out()).contains(folder.resolve("index.html").toString());
  }

  @Test
  void leavesItsFilesAndNothingElse() throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      assertThat(files.map(file -> file.getFileName().toString()))
          .containsExactlyInAnyOrder(
              "demo.jfr", "demo.json", "index.html", "spans.jsonl", "metrics.jsonl");
    }
  }

  @Test
  void doesTheSameOperationsOnBothMaps() {
    assertThat(figures.at("/maps/0/operations")).isEqualTo(figures.at("/maps/1/operations"));
    assertThat(figures.at("/maps/0/operations/total").asLong()).isGreaterThan(ENTRIES);
    assertThat(figures.at("/maps/0/entriesAtEnd").asInt()).isEqualTo(ENTRIES);
    assertThat(figures.at("/maps/1/entriesAtEnd")).isEqualTo(figures.at("/maps/0/entriesAtEnd"));
  }

  @Test
  void measuresWhatTheMapsTake() {
    // A node of 32 bytes and its place in the table. Other tests of this process have left what may
    // go in between: half a megabyte was seen, so the maps are ten times that.
    assertThat(figures.at("/maps/0/bytesPerEntry").asDouble()).isBetween(30.0, 60.0);
    assertThat(figures.at("/maps/1/bytesPerEntry").asDouble()).isBetween(8.0, 60.0);
  }

  @Test
  void recordsTheGrowthsOfBothMaps() throws IOException {
    List<RecordedEvent> growths =
        RecordingFile.readAllEvents(folder.resolve("demo.jfr")).stream()
            .filter(event -> event.getEventType().getName().equals(MapscopeEvents.GROWTH))
            .toList();

    long hashMaps = figures.at("/maps/0/growths").asLong();
    long instrumented = figures.at("/maps/1/growths").asLong();
    // From 16 buckets to the 524,288 that 200,000 entries take.
    assertThat(hashMaps).isEqualTo(15);
    assertThat(instrumented).isPositive();
    assertThat(growths).hasSize((int) (hashMaps + instrumented));
    assertThat(figures.at("/maps/0/growthList")).hasSize((int) hashMaps);
  }

  @Test
  void servesTheSameFiguresToPrometheus() {
    for (JsonNode map : figures.get("maps")) {
      String name = map.get("name").asText();
      assertThat(metric("hashmap_growths_total", name)).isEqualTo(map.get("growths").asDouble());
      assertThat(operations(name, "put")).isEqualTo(map.at("/operations/put").asDouble());
      assertThat(operations(name, "remove")).isEqualTo(map.at("/operations/remove").asDouble());
    }
  }

  @Test
  void writesSpansOfBothMaps() throws IOException {
    List<String> lines = Files.readAllLines(folder.resolve("spans.jsonl"));

    for (String line : lines) {
      assertThat(new ObjectMapper().readTree(line).has("resourceSpans")).isTrue();
    }
    assertThat(String.join("", lines))
        .contains("hashmap.growth", "sessions-HashMap", "sessions-InstrumentedMap");
  }

  @Test
  void drawsAPage() throws IOException {
    assertThat(Files.readString(folder.resolve("index.html")))
        .contains("id=\"time-0\"", "id=\"time-1\"", "id=\"percentiles\"", "sessions-HashMap");
  }

  @Test
  void exportsItsRecordingToTheSameSpans() throws IOException {
    Path out = base.resolve("exported");

    Outcome exported = Outcome.of("export", folder.resolve("demo.jfr"), "--out", out);

    assertThat(exported.err()).isEmpty();
    assertThat(exported.status()).isZero();
    assertThat(growthSpans(out)).isNotEmpty().isEqualTo(growthSpans(folder));
  }

  private static List<String> growthSpans(Path of) throws IOException {
    return Files.readAllLines(of.resolve("spans.jsonl")).stream()
        .flatMap(line -> ids(line).stream())
        .sorted()
        .toList();
  }

  private static List<String> ids(String line) {
    try {
      return new ObjectMapper()
          .readTree(line).findParents("spanId").stream()
              .filter(span -> span.path("name").asText().equals("hashmap.growth"))
              .map(span -> span.get("traceId").asText() + span.get("spanId").asText())
              .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static double operations(String map, String operation) {
    return sum(
        "hashmap_operations_total\\{[^}]*hashmap_name=\""
            + map
            + "\"[^}]*hashmap_operation=\""
            + operation
            + "\"[^}]*}");
  }

  private static double metric(String metric, String map) {
    return sum(metric + "\\{[^}]*hashmap_name=\"" + map + "\"[^}]*}");
  }

  private static double sum(String series) {
    Matcher samples = Pattern.compile("(?m)^" + series + " (\\S+)").matcher(scraped);
    double sum = 0;
    while (samples.find()) {
      sum += Double.parseDouble(samples.group(1));
    }
    return sum;
  }

  /** Keeps the last good answer; false when this one was none. */
  private static boolean scrape(int port) throws InterruptedException {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/metrics")).build();
    try {
      HttpResponse<String> response = CLIENT.send(request, HttpResponse.BodyHandlers.ofString());
      if (response.statusCode() == 200) {
        scraped = response.body();
      }
      return response.statusCode() == 200;
    } catch (IOException notUpYetOrGoingDown) {
      return false;
    }
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0)) {
      return socket.getLocalPort();
    }
  }
}
