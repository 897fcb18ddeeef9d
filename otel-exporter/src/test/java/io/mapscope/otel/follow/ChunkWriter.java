package io.mapscope.otel.follow;

import io.mapscope.events.RecordingSettings;
import io.mapscope.map.FakeMap;
import io.mapscope.otel.mapping.RecordingFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.Random;

/**
 * Writes chunk after chunk into a folder, as files of their own and at the end of a file that
 * grows, each in two pieces. Growths begin in one chunk and end in the next.
 */
final class ChunkWriter {

  private final Path folder;
  private final Path whole;
  private final Path scratch;
  private final Random random;
  private final FakeMap map = new FakeMap("orders");
  private long puts;
  private long growths;
  private int written;

  ChunkWriter(Path folder, Path scratch, Random random) throws IOException {
    this.folder = Files.createDirectories(folder);
    this.scratch = Files.createDirectories(scratch);
    this.whole = this.scratch.resolve("whole.jfr");
    this.random = random;
  }

  /** All that was written, in one recording. */
  Path whole() {
    return whole;
  }

  void write(int events) throws IOException {
    byte[] chunk =
        Files.readAllBytes(
            RecordingFile.of(
                scratch.resolve("chunk.jfr"), RecordingSettings.PROFILE, () -> commit(events)));
    Files.write(whole, chunk, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
    Path file =
        random.nextBoolean()
            ? folder.resolve("growing.jfr")
            : folder.resolve(String.format("part-%04d.jfr", written));
    written++;
    int cut = random.nextInt(chunk.length);
    append(file, Arrays.copyOfRange(chunk, 0, cut));
    append(file, Arrays.copyOfRange(chunk, cut, chunk.length));
  }

  private void commit(int events) {
    map.created();
    if (growths > 0) {
      map.growthEnded(growths);
    }
    for (int i = 0; i < events; i++) {
      if (i % 4 == 0) {
        map.put();
      } else {
        map.evacuate(growths, i);
      }
    }
    map.step(growths);
    map.sample("put");
    puts += events;
    growths++;
    map.growthStarted(growths);
    map.statistics(puts, growths, false);
  }

  private static void append(Path file, byte[] bytes) throws IOException {
    Files.write(file, bytes, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
  }
}
