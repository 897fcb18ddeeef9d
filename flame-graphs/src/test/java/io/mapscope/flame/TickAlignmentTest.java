package io.mapscope.flame;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Chunks of one event each, whose ticks take seven bytes. */
class TickAlignmentTest {

  private static final int CHUNK_BYTES = 68 + 1 + 1 + 7;
  private static final long NOON = 1_700_000_000_000_000_000L;
  private static final long SECOND = 1_000_000_000L;

  @TempDir Path folder;

  @Test
  void aChunkOfAnotherClockIsMovedToTheFirst() throws IOException {
    Path file =
        file(chunk(NOON, 5 * SECOND, 6 * SECOND), chunk(NOON + SECOND, 700 * SECOND, 702 * SECOND));

    assertThat(TickAlignment.align(file)).isEqualTo(1);
    ByteBuffer chunks = ByteBuffer.wrap(Files.readAllBytes(file));
    assertThat(chunks.getLong(48)).isEqualTo(5 * SECOND);
    assertThat(ticks(chunks, 0)).isEqualTo(6 * SECOND);
    assertThat(chunks.getLong(CHUNK_BYTES + 48)).isEqualTo(6 * SECOND);
    assertThat(ticks(chunks, CHUNK_BYTES)).isEqualTo(8 * SECOND);
    assertThat(TickAlignment.align(file)).as("a second time").isZero();
  }

  @Test
  void chunksOfOneClockStayAsTheyAre() throws IOException {
    Path file =
        file(
            chunk(NOON, 5 * SECOND, 6 * SECOND),
            chunk(NOON + SECOND, 6 * SECOND + 900_000, 7 * SECOND));
    byte[] before = Files.readAllBytes(file);

    assertThat(TickAlignment.align(file)).isZero();
    assertThat(Files.readAllBytes(file)).isEqualTo(before);
  }

  @Test
  void whatDoesNotFitStaysAsItIs() throws IOException {
    long tooLarge = 1L << 50;
    Path file = file(chunk(NOON, tooLarge, 0), chunk(NOON + SECOND, 700 * SECOND, 702 * SECOND));
    byte[] before = Files.readAllBytes(file);

    assertThat(TickAlignment.align(file)).isZero();
    assertThat(Files.readAllBytes(file)).isEqualTo(before);
  }

  @Test
  void aFileThatIsCutOffIsRefused() throws IOException {
    byte[] whole = chunk(NOON, 5 * SECOND, 6 * SECOND);
    Path file = Files.write(folder.resolve("cut.jfr"), java.util.Arrays.copyOf(whole, 70));

    assertThatThrownBy(() -> TickAlignment.align(file))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("cut off");
  }

  private Path file(byte[]... chunks) throws IOException {
    Path file = folder.resolve("recording.jfr");
    try (var out = Files.newOutputStream(file)) {
      for (byte[] chunk : chunks) {
        out.write(chunk);
      }
    }
    return file;
  }

  private static byte[] chunk(long startNanos, long startTicks, long eventTicks) {
    ByteBuffer chunk = ByteBuffer.allocate(CHUNK_BYTES);
    chunk.putInt(0x464C5200).putInt(0x20001).putLong(CHUNK_BYTES).putLong(1).putLong(1);
    chunk.putLong(startNanos).putLong(SECOND).putLong(startTicks).putLong(SECOND).putInt(0);
    chunk.put((byte) 9).put((byte) 42);
    for (int i = 0; i < 7; i++) {
      chunk.put((byte) (((eventTicks >>> (7 * i)) & 0x7F) | (i < 6 ? 0x80 : 0)));
    }
    return chunk.array();
  }

  private static long ticks(ByteBuffer chunks, int chunk) {
    long ticks = 0;
    for (int i = 0; i < 7; i++) {
      ticks |= (chunks.get(chunk + 70 + i) & 0x7FL) << (7 * i);
    }
    return ticks;
  }
}
