package io.mapscope.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.mapscope.events.MapscopeEvents;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import jdk.jfr.Recording;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MapscopeTest {

  private static final String ENDPOINT = "otel.exporter.otlp.endpoint";

  @TempDir Path folder;

  @Test
  void tellsItsVersion() {
    for (Outcome outcome : new Outcome[] {Outcome.of("--version"), Outcome.of("demo", "-V")}) {
      assertThat(outcome.status()).isZero();
      assertThat(outcome.out()).matches("mapscope \\d+\\.\\d+\\.\\d+(-SNAPSHOT)?\\R");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "demo", "export", "report", "record", "flame", "watch"})
  void helpFitsEightyColumns(String command) {
    Outcome outcome = command.isEmpty() ? Outcome.of("--help") : Outcome.of(command, "--help");

    assertThat(outcome.status()).isZero();
    assertThat(outcome.out().lines()).isNotEmpty().allMatch(line -> line.length() <= 80);
  }

  @Test
  void wrongUsageIsOneLineWithAHint() {
    assertWrongUsage(Outcome.of(), "no command");
    assertWrongUsage(Outcome.of("fly"), "fly");
    assertWrongUsage(Outcome.of("--fly"), "Unknown option: '--fly'");
    assertWrongUsage(Outcome.of("demo", "--fly"), "Unknown option: '--fly'");
    assertWrongUsage(Outcome.of("demo", "--entries", "many"), "'many'");
    assertWrongUsage(Outcome.of("demo", "--entries", "0"), "--entries must be");
    assertWrongUsage(Outcome.of("demo", "--port", "65536"), "--port must be");
    assertWrongUsage(Outcome.of("export"), "SOURCE is missing");
    assertWrongUsage(Outcome.of("report"), "FILE.jfr");
    assertWrongUsage(Outcome.of("report", "a.jfr", "--stall", "0"), "--stall must be");
    assertWrongUsage(Outcome.of("export", "--follow"), "--follow takes folders");
    assertWrongUsage(Outcome.of("export", "--checkpoint=c", "a.jfr"), "goes with --follow");
    assertWrongUsage(Outcome.of("export", "a.jfr", "--fly"), "Unknown option: '--fly'");
    assertWrongUsage(Outcome.of("watch"), "PID");
    assertWrongUsage(Outcome.of("watch", "me"), "'me' is no process id");
    assertWrongUsage(Outcome.of("record", "me"), "'me' is no process id");
    assertWrongUsage(Outcome.of("watch", "1", "--seconds", "0"), "--seconds must be");
    assertWrongUsage(Outcome.of("export", "--fly"), "Unknown option: '--fly'");
  }

  @Test
  void followingWhatIsNoFolderFails() {
    Outcome outcome = Outcome.of("export", "--follow", folder.resolve("none").toString());
    assertThat(outcome.status()).isEqualTo(1);
    assertThat(outcome.err()).contains("is not a folder").hasLineCount(1);
    Outcome beside = Outcome.of("export", "--follow", folder.toString(), "4711");
    assertThat(beside.status()).isEqualTo(1);
    assertThat(beside.err()).contains("4711 is not a folder; only folders").hasLineCount(1);
  }

  @Test
  void exportOfAMissingFileFails() {
    assertExportFails(folder.resolve("none.jfr"), "does not exist");
  }

  @Test
  void exportOfAnEmptyFileFails() throws IOException {
    assertExportFails(Files.createFile(folder.resolve("empty.jfr")), "is empty");
  }

  @Test
  void exportOfAForeignFileFails() throws IOException {
    Path text = Files.writeString(folder.resolve("text.jfr"), "This is no recording.\n");

    assertExportFails(text, "not a Flight Recorder recording");
  }

  @Test
  void exportOfATruncatedFileFails() throws IOException {
    byte[] whole = Files.readAllBytes(recording());
    Path part = folder.resolve("part.jfr");
    Files.write(part, Arrays.copyOf(whole, whole.length / 2));

    assertExportFails(part, "cut off");
  }

  @Test
  void exportToAnUnreachableEndpointFails() throws IOException {
    System.setProperty(ENDPOINT, "http://127.0.0.1:1");
    try {
      assertExportFails(recording(), "http://127.0.0.1:1");
    } finally {
      System.clearProperty(ENDPOINT);
    }
  }

  @Test
  void exportToAFolderThatCannotBeMadeFails() throws IOException {
    Path inTheWay = Files.createFile(folder.resolve("file"));

    Outcome outcome = Outcome.of("export", recording(), "--out", inTheWay.resolve("out"));

    assertFailure(outcome, inTheWay.resolve("out").toString());
    assertThat(outcome.err()).contains("--out");
  }

  @Test
  void exportSaysWhenARecordingHoldsNothingOfMaps() throws IOException {
    Outcome outcome = Outcome.of("export", recording(), "--out", folder.resolve("out"));

    assertThat(outcome.err()).isEmpty();
    assertThat(outcome.status()).isZero();
    assertThat(outcome.out()).contains("events: 0 received").contains("no events of maps");
    assertThat(folder.resolve("out")).isDirectoryContaining("glob:**/metrics.jsonl");
  }

  @Test
  void demoFailsBeforeItsWorkWhenThePortIsInUse() throws IOException {
    try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      int port = taken.getLocalPort();

      Outcome outcome = Outcome.of("demo", "--port", port, "--out", folder.resolve("out"));

      assertFailure(outcome, "port " + port);
      assertThat(outcome.err()).contains("--port");
    }
  }

  @Test
  void demoFailsBeforeItsWorkWhenTheHeapIsTooSmall() {
    Outcome outcome = Outcome.of("demo", "--entries", 100_000_000, "--out", folder.resolve("out"));

    assertFailure(outcome, "--entries 100000000");
    assertThat(outcome.err()).contains("MAPSCOPE_OPTS=-Xmx");
  }

  @Test
  void demoReplacesNoPageOfSomebodyElse() throws IOException {
    Path page = Files.writeString(folder.resolve("index.html"), "mine");

    Outcome outcome = Outcome.of("demo", "--port", 0, "--out", folder);

    assertFailure(outcome, page.toString());
    assertThat(page).hasContent("mine");
    assertThat(folder).isDirectoryNotContaining("glob:**/.mapscope*");
  }

  /** Of anything but maps: those of other tests in this JVM may not have been collected yet. */
  private Path recording() throws IOException {
    Path file = folder.resolve("any.jfr");
    try (Recording recording = new Recording()) {
      MapscopeEvents.types().forEach(recording::disable);
      recording.enable("jdk.CPULoad").withPeriod(Duration.ofMillis(10));
      recording.start();
      recording.stop();
      recording.dump(file);
    }
    return file;
  }

  private void assertExportFails(Path file, String reason) {
    Path out = folder.resolve("made/out");

    Outcome outcome = Outcome.of("export", file, "--out", out);

    assertFailure(outcome, reason);
    assertThat(folder.resolve("made")).doesNotExist();
  }

  private static void assertFailure(Outcome outcome, String reason) {
    assertThat(outcome.err()).contains(reason).startsWith("mapscope: ").hasLineCount(1);
    assertThat(outcome.status()).isEqualTo(1);
    assertThat(outcome.out()).isEmpty();
  }

  private static void assertWrongUsage(Outcome outcome, String reason) {
    assertThat(outcome.err()).contains(reason).contains("--help").hasLineCount(1);
    assertThat(outcome.status()).isEqualTo(2);
    assertThat(outcome.out()).isEmpty();
  }
}
