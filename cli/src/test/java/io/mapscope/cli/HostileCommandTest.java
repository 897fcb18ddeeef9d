package io.mapscope.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.mapscope.events.RecordingSettings;
import io.mapscope.map.InstrumentedMap;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.Random;
import jdk.jfr.Recording;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A damaged recording ends the command with a result or with status 1 and one line, never with a
 * stack trace. A sample: HostileRecordingsTest of the exporter reads thousands. {@code
 * -Dmapscope.seed=N} repeats a run.
 */
class HostileCommandTest {

  private static final int COUNT = 20;
  private static final long SEED = Long.getLong("mapscope.seed", System.nanoTime());

  @TempDir static Path folder;
  private static byte[] sound;

  @BeforeAll
  static void record() throws IOException {
    Path file = folder.resolve("sound.jfr");
    try (Recording recording = new Recording(RecordingSettings.PROFILE.configuration())) {
      recording.start();
      Map<Integer, Integer> map =
          InstrumentedMap.<Integer, Integer>builder().name("orders").build();
      for (int key = 0; key < 500; key++) {
        map.put(key, key);
      }
      recording.stop();
      recording.dump(file);
    }
    sound = Files.readAllBytes(file);
  }

  @Test
  void endsInAResultOrOneLine() throws IOException {
    System.out.println("HostileCommandTest: -Dmapscope.seed=" + SEED);
    Random random = new Random(SEED);
    int refused = 0;
    for (int i = 0; i < COUNT; i++) {
      Path file = Files.write(folder.resolve("mutant-" + i + ".jfr"), mutant(random, i));
      ByteArrayOutputStream printed = new ByteArrayOutputStream();
      Outcome outcome = exporting(file, printed);
      assertThat(printed.toString(StandardCharsets.UTF_8)).as("past the command").isEmpty();
      assertThat(outcome.status()).isIn(0, 1);
      if (outcome.status() == 1) {
        refused++;
        assertThat(outcome.err()).hasLineCount(1).startsWith("mapscope: " + file).endsWith("\n");
      }
      assertThat(outcome.err() + outcome.out()).doesNotContain("\tat ", "Exception in");
    }
    assertThat(refused).isGreaterThan(COUNT / 4);
  }

  private static Outcome exporting(Path file, ByteArrayOutputStream printed) {
    PrintStream err = System.err;
    System.setErr(new PrintStream(printed, true, StandardCharsets.UTF_8));
    try {
      return Outcome.of("export", file, "--out", folder.resolve("out"));
    } finally {
      System.setErr(err);
    }
  }

  private static byte[] mutant(Random random, int kind) {
    byte[] bytes = sound.clone();
    switch (kind % 5) {
      case 0 -> {
        return Arrays.copyOf(bytes, random.nextInt(bytes.length));
      }
      case 1 -> bytes[random.nextInt(68)] ^= (byte) (1 << random.nextInt(Byte.SIZE));
      case 2 -> {
        for (int left = 32; left > 0; left--) {
          bytes[random.nextInt(bytes.length)] ^= (byte) (1 << random.nextInt(Byte.SIZE));
        }
      }
      case 3 -> {
        byte[] noise = new byte[64];
        random.nextBytes(noise);
        System.arraycopy(noise, 0, bytes, random.nextInt(bytes.length - 64), 64);
      }
      default -> {
        int from = random.nextInt(bytes.length - 64);
        System.arraycopy(bytes, from + 1, bytes, from, bytes.length - from - 1);
      }
    }
    return bytes;
  }
}
