package io.mapscope.cli.export;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.mapscope.cli.Mapscope;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** Several sources in one command: each JVM's telemetry is what the JVM itself has told. */
@DisabledOnOs(OS.WINDOWS)
class SeveralSourcesTest {

  @TempDir Path folder;

  /** What JVMs have told. */
  private record Told(Map<String, String> spans, Map<String, String> totals) {

    static Told in(Path folder) throws IOException {
      return new Told(Telemetry.spans(folder), Telemetry.totalsOfEach(folder));
    }

    /** By each of these workloads. */
    static Told by(Path... workloads) throws IOException {
      Told all = new Told(new TreeMap<>(), new TreeMap<>());
      for (Path workload : workloads) {
        Told own = in(workload.resolve("own"));
        all.spans.putAll(own.spans);
        all.totals.putAll(own.totals);
      }
      return all;
    }

    boolean contains(Told other) {
      return spans.entrySet().containsAll(other.spans.entrySet())
          && totals.entrySet().containsAll(other.totals.entrySet());
    }
  }

  @Test
  void aProcessOneByJmxAFileAndAFolderInOneCommand() throws Exception {
    Path file = recorded("file");
    Path recordings = recorded("recordings");
    Path attached = Files.createDirectory(folder.resolve("attached"));
    Path remote = Files.createDirectory(folder.resolve("remote"));
    Path out = folder.resolve("out");
    int port = freePort();
    try (ChildJvm byPid = workload(List.of(), 1, attached);
        ChildJvm byJmx = workload(jmxOptions(port), 1, remote)) {
      byPid.awaitOutput("ready");
      byJmx.awaitOutput("ready");
      String[] sources = {
        Long.toString(byPid.pid()),
        "localhost:" + port,
        file.resolve("workload.jfr").toString(),
        recordings.toString()
      };
      try (ChildJvm export = export(out, "--settings=profile", sources)) {
        byPid.awaitOutput("done, all told: true");
        byJmx.awaitOutput("done, all told: true");
        // Ctrl-C would cut what is being read.
        awaitTold(out, Told.by(file, recordings));
        export.interrupt();
        assertThat(export.output())
            .contains(sources[0] + ":", sources[1] + ":", sources[2] + ":")
            .contains(recordings.resolve("workload.jfr") + ":")
            .doesNotContainPattern("[1-9]\\d* (failed|dropped|lost)");
      }
      byPid.finish();
      byJmx.finish();
    }
    Told expected = Told.by(file, recordings, attached, remote);
    Told told = Told.in(out);
    assertThat(told.spans.keySet()).isEqualTo(expected.spans.keySet()).hasSizeGreaterThan(2000);
    assertThat(told.spans).isEqualTo(expected.spans);
    assertThat(told.totals).isEqualTo(expected.totals).hasSizeGreaterThan(160);
  }

  @Test
  void severalFoldersAreFollowed() throws Exception {
    Path first = recorded("first");
    Path second = recorded("second");
    Path out = folder.resolve("out");
    try (ChildJvm follow = export(out, "--follow", first.toString(), second.toString())) {
      Told expected = Told.by(first, second);
      await()
          .atMost(Duration.ofMinutes(1))
          .ignoreExceptions() // A line that is being written is no JSON.
          .until(() -> Telemetry.spans(out).equals(expected.spans));
      follow.interrupt();
      assertThat(follow.output()).containsPattern("chunks: \\d+ exported");
    }
  }

  /** Until the command has written so much, where it keeps it until its end. */
  private static void awaitTold(Path out, Told part) {
    await()
        .atMost(Duration.ofMinutes(1))
        .ignoreExceptions()
        .until(
            () -> {
              try (Stream<Path> inOut = Files.list(out)) {
                return Told.in(inOut.findFirst().orElseThrow()).contains(part);
              }
            });
  }

  /** Runs a workload, whose folder has its recording then. */
  private Path recorded(String name) throws Exception {
    Path its = Files.createDirectory(folder.resolve(name));
    try (ChildJvm workload = workload(List.of(), 0, its)) {
      workload.awaitOutput("done, all told: true");
      workload.finish();
    }
    return its;
  }

  private ChildJvm workload(List<String> options, int others, Path its) throws IOException {
    return ChildJvm.start(folder, Map.of(), options, Workload.class, others, its);
  }

  private ChildJvm export(Path out, String option, String... sources) throws IOException {
    List<Object> arguments = new ArrayList<>(List.of("export", "--out", out, option));
    arguments.addAll(List.of(sources));
    return ChildJvm.start(folder, Map.of(), List.of(), Mapscope.class, arguments.toArray());
  }

  private static List<String> jmxOptions(int port) {
    String jmx = "-Dcom.sun.management.jmxremote.";
    return List.of(
        jmx + "port=" + port,
        jmx + "rmi.port=" + port,
        jmx + "host=localhost",
        "-Djava.rmi.server.hostname=localhost",
        jmx + "ssl=false",
        jmx + "authenticate=false");
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }
}
