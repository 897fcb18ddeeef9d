package io.mapscope.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.mapscope.events.MapscopeEvents;
import io.mapscope.events.RecordingSettings;
import io.mapscope.map.InstrumentedMap;
import io.mapscope.map.Presizing;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import jdk.jfr.Recording;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReportCommandTest {

  @TempDir Path folder;

  @Test
  void writesThePageAndTheAdviceAndSaysTheVerdict() throws Exception {
    Path page = folder.resolve("r.html");
    Path advice = folder.resolve("r.json");

    Outcome outcome =
        Outcome.of("report", ofAMap(), "--out", page, "--advice", advice, "--stall", 1);

    assertThat(outcome.err()).isEmpty();
    assertThat(outcome.status()).isZero();
    assertThat(outcome.out()).contains("over 1 µs", page.toString(), advice.toString());
    assertThat(page).content().startsWith("<!DOCTYPE html>").contains("orders");
    assertThat(advice).content().contains("\"map\" : \"orders\"");
    assertThat(folder).isDirectoryNotContaining("glob:**/.mapscope*");
  }

  @Test
  void writesThePresizingThatBuildersRead() throws Exception {
    Path page = folder.resolve("r.html");
    Path sizes = folder.resolve("sizes.properties");

    Outcome outcome = Outcome.of("report", ofAMap(), "--out", page, "--presizing", sizes);

    assertThat(outcome.err()).isEmpty();
    assertThat(outcome.out()).contains(sizes.toString());
    assertThat(Presizing.load(sizes).expectedEntries("orders").getAsInt()).isPositive();
  }

  @Test
  void saysWhatToDoWhenARecordingHoldsNoEventsOfMaps() throws IOException {
    Path file = folder.resolve("none.jfr");
    try (Recording recording = new Recording()) {
      MapscopeEvents.types().forEach(recording::disable);
      recording.start();
      recording.stop();
      recording.dump(file);
    }

    assertFails(
        file, "holds no events of maps", "mapscope.jfc", "mapscope record PID", "method-trace=");
  }

  @Test
  void refusesWhatIsNoWholeRecording() throws Exception {
    assertFails(folder.resolve("nowhere.jfr"), "does not exist");
    assertFails(Files.createFile(folder.resolve("empty.jfr")), "is empty");
    assertFails(Files.writeString(folder.resolve("text.jfr"), "no recording"), "not a Flight");
    byte[] whole = Files.readAllBytes(ofAMap());
    assertFails(
        Files.write(folder.resolve("cut.jfr"), Arrays.copyOf(whole, whole.length / 2)), "cut off");
  }

  @Test
  void refusesAPageThatCannotBeWritten() throws Exception {
    Path page = folder.resolve("nowhere/r.html");

    Outcome outcome = Outcome.of("report", ofAMap(), "--out", page);

    assertThat(outcome.status()).isEqualTo(1);
    assertThat(outcome.err()).contains(page.toString(), "--out").hasLineCount(1);
  }

  private void assertFails(Path file, String... reasons) {
    Path page = folder.resolve("r.html");

    Outcome outcome = Outcome.of("report", file, "--out", page);

    assertThat(outcome.status()).isEqualTo(1);
    assertThat(outcome.err()).startsWith("mapscope: ").contains(reasons).hasLineCount(1);
    assertThat(page).doesNotExist();
  }

  private Path ofAMap() throws Exception {
    Path file = folder.resolve("map.jfr");
    try (Recording recording = new Recording(RecordingSettings.PROFILE.configuration())) {
      recording.start();
      InstrumentedMap<Integer, Integer> map =
          InstrumentedMap.<Integer, Integer>builder().name("orders").build();
      for (int i = 0; i < 10_000; i++) {
        map.put(i, i);
      }
      recording.stop();
      recording.dump(file);
    }
    return file;
  }
}
