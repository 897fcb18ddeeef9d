package io.mapscope.cli.export;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.mapscope.cli.Mapscope;
import io.mapscope.events.RecordingSettings;
import io.mapscope.map.InstrumentedMap;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import jdk.jfr.Recording;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The command with OTEL_CONFIG_FILE; what is made of such a file is tested with the exporter. */
class ConfigurationFileTest {

  private static final Duration PATIENCE = Duration.ofSeconds(90);

  @TempDir Path folder;
  private Path recordings;
  private Path out;

  @BeforeEach
  void record() throws Exception {
    out = folder.resolve("out");
    recordings = Files.createDirectory(folder.resolve("in"));
    try (Recording recording = new Recording(RecordingSettings.PROFILE.configuration())) {
      recording.start();
      Map<Integer, String> map = InstrumentedMap.<Integer, String>builder().name("orders").build();
      for (int key = 0; key < 1000; key++) {
        map.put(key, "open");
      }
      recording.dump(recordings.resolve("r.jfr"));
    }
  }

  @Test
  void exportGoesByTheFile() throws Exception {
    assertThat(run(described("always_on"), recordings.resolve("r.jfr"), "--out", out)).isZero();
    assertThat(spans()).contains("\"stringValue\":\"canary\"", "hashmap.growth");
    assertThat(run(described("always_off"), recordings.resolve("r.jfr"), "--out", out)).isZero();
    assertThat(spans()).isEmpty();
  }

  @Test
  void followingGoesByTheFile() throws Exception {
    try (ChildJvm command = start(described("always_on"), "--follow", recordings, "--out", out)) {
      await().atMost(PATIENCE).until(() -> spans().contains("hashmap.growth"));
      assertThat(command.isAlive()).as(command.output()).isTrue();
    }
    assertThat(spans()).contains("\"stringValue\":\"canary\"");
  }

  @Test
  void wrongFileIsOneLineAndFails() throws Exception {
    Path recording = recordings.resolve("r.jfr");
    assertThat(run("tracer_provider: [", recording, "--out", out)).isEqualTo(1);
    assertThat(output)
        .startsWith("mapscope: OTEL_CONFIG_FILE names " + folder.resolve("otel.yaml"))
        .hasLineCount(1);
    assertThat(run("tracer_provider: [", "--follow", recordings, "--out", out)).isEqualTo(1);
    assertThat(output).contains("OTEL_CONFIG_FILE names ").hasLineCount(1);
  }

  private String output;

  private ChildJvm start(String description, Object... arguments) throws IOException {
    Path file = Files.writeString(folder.resolve("otel.yaml"), description);
    List<Object> all = new ArrayList<>(List.of("export"));
    all.addAll(Arrays.asList(arguments));
    return ChildJvm.start(
        folder,
        Map.of("OTEL_CONFIG_FILE", file.toString()),
        List.of(),
        Mapscope.class,
        all.toArray());
  }

  private int run(String description, Object... arguments) throws Exception {
    try (ChildJvm command = start(description, arguments)) {
      int status = command.await();
      output = command.output();
      return status;
    }
  }

  private String spans() throws IOException {
    Path file = out.resolve("spans.jsonl");
    return Files.exists(file) ? Files.readString(file) : "";
  }

  private static String described(String sampler) {
    return """
    file_format: "1.1"
    resource:
      attributes:
        - name: deployment.environment.name
          value: canary
    tracer_provider:
      sampler:
        %s:
    """
        .formatted(sampler);
  }
}
