package io.mapscope.cli.export;

import static org.assertj.core.api.Assertions.assertThat;

import io.mapscope.cli.Mapscope;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** What the exporter has to say while it works reaches whoever has called the command. */
@DisabledOnOs(OS.WINDOWS)
class ExportWarningsTest {

  @TempDir Path folder;

  @Test
  void aDamagedCheckpointIsTold() throws Exception {
    Path notes = Files.createDirectory(folder.resolve("notes"));
    Files.writeString(notes.resolve("checkpoint"), "none of ours");
    try (ChildJvm follower =
        mapscope(
            Map.of(),
            "export",
            "--follow",
            Files.createDirectory(folder.resolve("recordings")),
            "--seconds=1",
            "--checkpoint",
            notes,
            "--out",
            folder.resolve("out"))) {
      assertThat(follower.await()).isZero();
      assertThat(follower.output().lines())
          .filteredOn(line -> line.startsWith("mapscope: "))
          .singleElement()
          .asString()
          .contains("The checkpoint " + notes.resolve("checkpoint") + " is damaged")
          .contains("following begins anew");
    }
  }

  @Test
  void whoCanScrapeIsTold() throws Exception {
    int port = freePort();
    try (ChildJvm program = ChildJvm.start(folder, Map.of(), List.of(), GrowingProgram.class)) {
      program.awaitOutput("ready");
      try (ChildJvm export = mapscope(prometheus(port), "export", program.pid())) {
        export.awaitOutput(
            "mapscope: Metrics are served at http://127.0.0.1:" + port + "/metrics, to this");
      }
    }
  }

  @Test
  void severalJvmsAreNotServedOnOnePort() throws Exception {
    try (ChildJvm export = mapscope(prometheus(freePort()), "export", 999_999_998, 999_999_999)) {
      assertThat(export.await()).isEqualTo(1);
      assertThat(export.output())
          .startsWith("mapscope: 2 running JVMs cannot be served on one port")
          .contains("OTEL_METRICS_EXPORTER")
          .hasLineCount(1);
    }
  }

  private ChildJvm mapscope(Map<String, String> environment, Object... args) throws IOException {
    return ChildJvm.start(folder, environment, List.of(), Mapscope.class, args);
  }

  /** With an endpoint that nobody is asked at, or files would be made in the working directory. */
  private static Map<String, String> prometheus(int port) {
    return Map.of(
        "OTEL_METRICS_EXPORTER", "prometheus",
        "OTEL_TRACES_EXPORTER", "none",
        "OTEL_EXPORTER_OTLP_ENDPOINT", "http://127.0.0.1:1",
        "OTEL_EXPORTER_PROMETHEUS_PORT", Integer.toString(port));
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }
}
