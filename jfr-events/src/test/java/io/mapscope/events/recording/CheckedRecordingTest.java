package io.mapscope.events.recording;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.Set;
import jdk.jfr.Event;
import jdk.jfr.Name;
import jdk.jfr.Recording;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

class CheckedRecordingTest {

  private static final String EVENT = "mapscope.test.Checked";

  @Name(EVENT)
  static final class CheckedEvent extends Event {
    String text;
    long number;
  }

  @TempDir Path folder;
  private Path file;
  private byte[] bytes;

  @BeforeEach
  void record() throws IOException {
    file = folder.resolve("r.jfr");
    try (Recording recording = new Recording()) {
      recording.enable(EVENT);
      recording.enable("jdk.CPULoad").withPeriod(Duration.ofMillis(10));
      recording.start();
      for (int i = 0; i < 7; i++) {
        CheckedEvent event = new CheckedEvent();
        event.text = "t".repeat(1 << i);
        event.number = i;
        event.commit();
      }
      recording.stop();
      recording.dump(file);
    }
    bytes = Files.readAllBytes(file);
  }

  @Test
  void countsTheEventsOfTheNamesInWhatAJvmHasWritten() throws IOException {
    CheckedRecording checked = check();
    assertThat(checked.events()).isEqualTo(7);
    assertThat(checked.chunks()).first().isEqualTo(CheckedRecording.startOf(file));
    assertThat(checked.endNanos()).isGreaterThan(checked.startNanos());
    checked.requireAll(file, 7);
    assertThatThrownBy(() -> checked.requireAll(file, 6)).hasMessageContaining("6 of 7 events");
  }

  @Test
  void seesEachChunk() throws IOException {
    byte[] twice = Arrays.copyOf(bytes, 2 * bytes.length);
    System.arraycopy(bytes, 0, twice, bytes.length, bytes.length);
    Files.write(file, twice);
    assertThat(check().events()).isEqualTo(14);
  }

  @Test
  void refusesAChunkThatIsStillWrittenOn() throws IOException {
    for (byte state : new byte[] {1, (byte) 255}) {
      bytes[64] = state; // The JDK waits for it to become 0.
      refuses("is not finished: the chunk at byte 0");
    }
  }

  @Test
  void refusesPositionsThatLeadElsewhere() throws IOException {
    ByteBuffer header = ByteBuffer.wrap(bytes);
    long pools = header.getLong(16);
    long metadata = header.getLong(24);
    header.putLong(16, metadata);
    refuses("no checkpoint at byte " + metadata);
    header.putLong(16, -1);
    refuses("the position of constant pools -1 at byte 16");
    header.putLong(16, pools).putLong(24, pools);
    refuses("no metadata at byte " + pools);
    header.putLong(24, Long.MAX_VALUE);
    refuses("the position of metadata");
  }

  @Test
  void refusesAnEventThatIsLongerThanItsChunk() throws IOException {
    Arrays.fill(bytes, 68, 72, (byte) 0xFF);
    refuses(" bytes at byte 68");
  }

  @Test
  void refusesAnEventWithoutBytes() throws IOException {
    bytes[68] = 0;
    refuses(" of 0 bytes at byte 68");
  }

  @Test
  void refusesACutOffFile() throws IOException {
    for (int length : new int[] {4, 67, 68, bytes.length / 2, bytes.length - 1}) {
      Files.write(file, Arrays.copyOf(bytes, length));
      assertThatThrownBy(this::check)
          .isInstanceOf(IOException.class)
          .hasMessageContaining("cut off");
    }
  }

  @Test
  @DisabledOnOs(OS.WINDOWS)
  void refusesWhatIsNoFile() {
    file = Path.of("/dev/zero");
    assertThatThrownBy(this::check)
        .hasMessage("/dev/zero is a device or pipe; copy the recording into a file");
  }

  private void refuses(String reason) throws IOException {
    Files.write(file, bytes);
    assertThatThrownBy(this::check)
        .isInstanceOf(IOException.class)
        .hasMessageStartingWith(file.toString())
        .hasMessageContaining(reason);
  }

  private CheckedRecording check() throws IOException {
    return CheckedRecording.of(file, Set.of(EVENT));
  }
}
