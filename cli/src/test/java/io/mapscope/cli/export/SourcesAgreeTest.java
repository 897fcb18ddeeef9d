package io.mapscope.cli.export;

import static org.assertj.core.api.Assertions.assertThat;

import io.mapscope.cli.Mapscope;
import io.mapscope.otel.ExportException;
import io.mapscope.otel.FolderFollower;
import io.opentelemetry.api.trace.SpanContext;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.ByteBuffer;
import java.nio.charset.Charset;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** One workload, exported from each source, by the command where it is another JVM. */
@DisabledOnOs(OS.WINDOWS)
class SourcesAgreeTest {

  private static final String PASSWORD = "not-a-secret";

  @TempDir Path folder;

  @Test
  void allSourcesGiveTheSameSpansAndTotals() throws Exception {
    int port = freePort();
    Path store = keyStore();
    Path attached = folder.resolve("attached");
    Path remote = folder.resolve("remote");
    try (ChildJvm workload =
        ChildJvm.start(folder, Map.of(), jmxOptions(port, store), Workload.class, 2, folder)) {
      workload.awaitOutput("ready");
      try (ChildJvm byPid = export(Map.of(), workload.pid(), attached);
          ChildJvm byJmx = export(jmxAccess(store), "localhost:" + port, remote)) {
        workload.awaitOutput("done, all told: true");
        byPid.interrupt();
        byJmx.interrupt();
        for (ChildJvm export : List.of(byPid, byJmx)) {
          assertThat(export.output())
              .contains(" 0 lost", "spans.jsonl")
              .doesNotContainPattern("[1-9]\\d* (failed|dropped)");
        }
      }
      assertThat(workload.jcmd("JFR.check")).contains("No available recordings");
      workload.finish();
    }
    Path recording = folder.resolve("workload.jfr");
    Path file = exportedHere(recording, "file");
    Path chunks = chunksOf(recording);
    Path parts = exportedHere(chunks, "parts");

    Map<String, String> spans = Telemetry.spans(folder.resolve("own"));
    Map<String, String> totals = Telemetry.totals(folder.resolve("own"));
    assertThat(spans).hasSizeGreaterThan(500);
    assertThat(totals).hasSizeGreaterThan(40);
    assertVictimsAreLinked(spans);
    for (Path other : List.of(file, parts, attached, remote)) {
      assertSame(Telemetry.spans(other), spans, "spans of " + other);
      assertSame(Telemetry.totals(other), totals, "totals of " + other);
    }
    followed(chunks, spans, totals);
  }

  /** Or there would be no parents and no links to victims to be the same. */
  private static void assertVictimsAreLinked(Map<String, String> spans) {
    SpanContext victim = Workload.request("first", 1);
    assertThat(spans.values())
        .anySatisfy(
            span ->
                assertThat(span)
                    .contains(
                        "\"name\":\"hashmap.grow_work\"",
                        "\"traceId\":\"" + victim.getTraceId(),
                        "\"parentSpanId\":\"" + victim.getSpanId()))
        .anySatisfy(
            span ->
                assertThat(span)
                    .contains(
                        "\"name\":\"hashmap.growth\"",
                        "\"traceId\":\"" + victim.getTraceId(),
                        "hashmap.victim.work_time"));
  }

  /** By the library: the command takes a JVM to have ended after ten minutes without a chunk. */
  private void followed(Path chunks, Map<String, String> spans, Map<String, String> totals)
      throws Exception {
    Path out = folder.resolve("followed");
    try (FolderFollower follower =
        FolderFollower.builder(chunks, folder.resolve("checkpoint"))
            .outputFolder(out)
            .idle(Duration.ofSeconds(2))
            .build()) {
      Thread thread = new Thread(() -> run(follower));
      thread.start();
      // A line that is being written is no JSON.
      Awaitility.await()
          .atMost(Duration.ofMinutes(1))
          .ignoreExceptions()
          .untilAsserted(() -> assertSame(Telemetry.totals(out), totals, "totals of " + out));
      follower.stop();
      thread.join();
    }
    assertSame(Telemetry.spans(out), spans, "spans of " + out);
  }

  private static void run(FolderFollower follower) {
    try {
      follower.run();
    } catch (ExportException e) {
      throw new IllegalStateException(e);
    }
  }

  /** As maps of thousands are hard to read when they are not the same. */
  private static void assertSame(
      Map<String, String> actual, Map<String, String> expected, String what) {
    Set<String> missing = new TreeSet<>(expected.keySet());
    missing.removeAll(actual.keySet());
    assertThat(missing.stream().limit(5).map(expected::get)).as("missing in " + what).isEmpty();
    assertThat(actual).as(what).hasSameSizeAs(expected);
    expected.forEach((key, value) -> assertThat(actual.get(key)).as(what).isEqualTo(value));
  }

  private ChildJvm export(Map<String, String> environment, Object source, Path out)
      throws IOException {
    return ChildJvm.start(
        folder,
        environment,
        List.of(),
        Mapscope.class,
        "export",
        source,
        "--settings=profile",
        "--out",
        out);
  }

  private Path exportedHere(Path source, String name) throws Exception {
    Path out = folder.resolve(name);
    try (ChildJvm export = export(Map.of(), source, out)) {
      assertThat(export.await()).as(export.output()).isZero();
    }
    return out;
  }

  /** Each chunk as a file, with names in another order than their times. */
  private Path chunksOf(Path recording) throws IOException {
    Path parts = Files.createDirectory(folder.resolve("chunks"));
    ByteBuffer bytes = ByteBuffer.wrap(Files.readAllBytes(recording));
    int chunks = 0;
    while (bytes.hasRemaining()) {
      byte[] chunk = new byte[(int) bytes.getLong(bytes.position() + Long.BYTES)];
      bytes.get(chunk);
      Files.write(parts.resolve((99 - chunks++) + ".jfr"), chunk);
    }
    assertThat(chunks).isGreaterThan(2);
    return parts;
  }

  private static List<String> jmxOptions(int port, Path store) throws IOException {
    Path folder = store.getParent();
    Path passwords = Files.writeString(folder.resolve("jmx.password"), "reader " + PASSWORD);
    Files.setPosixFilePermissions(passwords, PosixFilePermissions.fromString("rw-------"));
    Path access = Files.writeString(folder.resolve("jmx.access"), "reader readwrite");
    String jmx = "-Dcom.sun.management.jmxremote.";
    return List.of(
        jmx + "port=" + port,
        jmx + "rmi.port=" + port,
        jmx + "host=localhost",
        "-Djava.rmi.server.hostname=localhost",
        jmx + "ssl=true",
        jmx + "registry.ssl=true",
        jmx + "password.file=" + passwords,
        jmx + "access.file=" + access,
        "-Djavax.net.ssl.keyStore=" + store,
        "-Djavax.net.ssl.keyStorePassword=" + PASSWORD);
  }

  private static Map<String, String> jmxAccess(Path store) {
    return Map.of(
        JmxAccess.USER,
        "reader",
        JmxAccess.PASSWORD,
        PASSWORD,
        JmxAccess.TRUST_STORE,
        store.toString(),
        JmxAccess.TRUST_STORE_PASSWORD,
        PASSWORD);
  }

  /** A key for localhost, which is trusted where the same file is the trust store. */
  private Path keyStore() throws Exception {
    Path store = folder.resolve("jmx.p12");
    Process keytool =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "keytool").toString(),
                "-genkeypair",
                "-alias",
                "jmx",
                "-keyalg",
                "EC",
                "-dname",
                "CN=localhost",
                "-ext",
                "san=dns:localhost",
                "-storetype",
                "PKCS12",
                "-keystore",
                store.toString(),
                "-storepass",
                PASSWORD)
            .redirectErrorStream(true)
            .start();
    String said = new String(keytool.getInputStream().readAllBytes(), Charset.defaultCharset());
    assertThat(keytool.waitFor()).as(said).isZero();
    return store;
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }
}
