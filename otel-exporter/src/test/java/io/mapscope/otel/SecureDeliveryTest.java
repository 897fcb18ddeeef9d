package io.mapscope.otel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.mapscope.map.FakeMap;
import io.mapscope.otel.receiver.Certificates;
import io.mapscope.otel.receiver.OtlpReceiver;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SecureDeliveryTest {

  private static final String TOKEN = "t0ken-of-the-user";
  private static final String HEADERS = "authorization=Bearer%20" + TOKEN;
  private static final String PASSWORD = "pa55word-in-url";

  @TempDir Path folder;

  @Test
  void deliversByTlsWithAClientsCertificateAndHeaders() throws Exception {
    Certificates server = Certificates.make(folder, "server");
    Certificates client = Certificates.make(folder, "client");
    try (OtlpReceiver receiver = OtlpReceiver.https(server.trusting(client))) {
      deliver(
          tls("http/protobuf", receiver.endpoint(), server),
          client,
          () ->
              receiver.spans("hashmap.growth").size() == 1
                  && !receiver.metrics("hashmap.operations").isEmpty());
      assertThat(receiver.headers)
          .isNotEmpty()
          .allSatisfy(headers -> assertThat(headers).containsEntry("Authorization", bearer()));
    }
  }

  @Test
  void deliversByGrpcToo() throws Exception {
    Certificates server = Certificates.make(folder, "server");
    Certificates client = Certificates.make(folder, "client");
    try (GrpcReceiver receiver = new GrpcReceiver(server.trusting(client))) {
      deliver(
          tls("grpc", receiver.endpoint(), server),
          client,
          () ->
              receiver.spans.stream().anyMatch(s -> s.getName().equals("hashmap.growth"))
                  && receiver.metrics.stream()
                      .anyMatch(m -> m.getName().equals("hashmap.operations")));
      assertThat(receiver.headers)
          .isNotEmpty()
          .allSatisfy(
              headers -> assertThat(headers.get("authorization")).isEqualTo("Bearer " + TOKEN));
    }
  }

  /** A growth and the totals, until they have arrived. */
  private static void deliver(
      MapTelemetry.Builder builder, Certificates client, Callable<Boolean> arrived)
      throws Exception {
    FakeMap map = new FakeMap("orders");
    MapTelemetry telemetry =
        builder
            .property("otel.exporter.otlp.client.certificate", client.certificate().toString())
            .property("otel.exporter.otlp.client.key", client.key().toString())
            .start();
    map.created();
    map.growOnce(1);
    map.statistics(100, 1, false);
    Awaitility.await().atMost(Duration.ofMinutes(1)).until(arrived);
    telemetry.close();
    assertThat(telemetry.summary().isComplete()).isTrue();
    assertThat(telemetry.summary().toString()).doesNotContain(TOKEN);
  }

  @Test
  void clientWithoutACertificateIsRefusedByGrpcToo() throws Exception {
    Certificates server = Certificates.make(folder, "server");
    try (GrpcReceiver receiver = new GrpcReceiver(server.trusting(server))) {
      MapTelemetry telemetry = tls("grpc", receiver.endpoint(), server).start();
      new FakeMap("orders").created().put();
      telemetry.close();
      assertThat(receiver.headers).isEmpty();
      assertThat(telemetry.summary().spans())
          .singleElement()
          .satisfies(destination -> assertThat(destination.failed()).isEqualTo(1));
      assertThat(telemetry.summary().toString()).doesNotContain(TOKEN);
    }
  }

  @Test
  void clientWithoutACertificateIsRefusedAndTheFailureIsTold() throws Exception {
    Certificates server = Certificates.make(folder, "server");
    try (OtlpReceiver receiver = OtlpReceiver.https(server.trusting(server))) {
      MapTelemetry telemetry = tls("http/protobuf", receiver.endpoint(), server).start();
      new FakeMap("orders").created().put();
      telemetry.close();
      assertThat(receiver.spans()).isEmpty();
      assertThat(telemetry.summary().isComplete()).isFalse();
      assertThat(telemetry.summary().spans())
          .singleElement()
          .satisfies(destination -> assertThat(destination.failed()).isEqualTo(1));
    }
  }

  @Test
  void secretsAppearNowhere() throws Exception {
    StringWriter all = new StringWriter();
    PrintWriter out = new PrintWriter(all);
    try (Captured captured = new Captured()) {
      String host = "127.0.0.1:" + MapExportTest.freePort();
      // Nobody listens, and the protocol is spoken in vain.
      MapTelemetry telemetry =
          MapTelemetry.builder()
              .outputFolder(folder)
              .property("otel.exporter.otlp.protocol", "http/protobuf")
              .property("otel.exporter.otlp.headers", HEADERS)
              .property("otel.exporter.otlp.endpoint", "http://user:" + PASSWORD + "@" + host)
              .start();
      FakeMap map = new FakeMap("orders");
      map.created();
      map.growOnce(1);
      telemetry.close();
      out.println(telemetry.summary());
      assertThat(telemetry.summary().isComplete()).isFalse();
      // Settings that the SDK refuses, and quotes.
      for (List<String> wrong :
          List.of(
              List.of("otel.exporter.otlp.headers", TOKEN + "-without-a-name"),
              List.of("otel.exporter.otlp.endpoint", "ftp://user:" + PASSWORD + "@" + host),
              List.of("otel.exporter.otlp.endpoint", "user:" + PASSWORD + "@" + host))) {
        Throwable refused =
            catchThrowable(
                () ->
                    MapTelemetry.builder()
                        .property("otel.exporter.otlp.headers", HEADERS)
                        .property("otel.traces.exporter", "otlp")
                        .property(wrong.get(0), wrong.get(1))
                        .start()
                        .close());
        assertThat(refused).as(wrong.get(0)).isInstanceOf(ExportException.class);
        refused.printStackTrace(out);
      }
      out.println(captured.text());
    }
    out.println(Files.readString(folder.resolve("spans.jsonl")));
    out.println(Files.readString(folder.resolve("metrics.jsonl")));
    assertThat(all.toString()).contains("hashmap.growth", "***");
    assertThat(all.toString()).doesNotContain(TOKEN).doesNotContain(PASSWORD);
  }

  private MapTelemetry.Builder tls(String protocol, String endpoint, Certificates server)
      throws Exception {
    return MapTelemetry.builder()
        .property("otel.exporter.otlp.protocol", protocol)
        .property("otel.exporter.otlp.endpoint", endpoint)
        .property("otel.exporter.otlp.certificate", server.certificate().toString())
        .property("otel.exporter.otlp.headers", HEADERS)
        .property("otel.metric.export.interval", "500");
  }

  private static List<String> bearer() {
    return List.of("Bearer " + TOKEN);
  }

  /** All that is logged, on every level, and printed. */
  private static final class Captured extends Handler implements AutoCloseable {
    private static final Logger ROOT = Logger.getLogger("");

    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    private final PrintStream stream = new PrintStream(bytes, true, StandardCharsets.UTF_8);
    private final PrintStream err = System.err;
    private final PrintStream out = System.out;
    private final Level level = ROOT.getLevel();

    Captured() {
      ROOT.addHandler(this);
      ROOT.setLevel(Level.ALL);
      System.setErr(stream);
      System.setOut(stream);
    }

    String text() {
      return bytes.toString(StandardCharsets.UTF_8);
    }

    @Override
    public void publish(LogRecord message) {
      if (message.getLoggerName() != null && message.getLoggerName().startsWith("io.")) {
        stream.println(message.getMessage() + " " + List.of(parameters(message)));
        if (message.getThrown() != null) {
          message.getThrown().printStackTrace(stream);
        }
      }
    }

    private static Object[] parameters(LogRecord message) {
      return message.getParameters() == null ? new Object[0] : message.getParameters();
    }

    @Override
    public void flush() {}

    @Override
    public void close() {
      ROOT.removeHandler(this);
      ROOT.setLevel(level);
      System.setErr(err);
      System.setOut(out);
    }
  }
}
