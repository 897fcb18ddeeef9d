package io.mapscope.report;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.GZIPInputStream;

/** The recordings that lie in the test resources. */
public final class GoldenFile {

  private GoldenFile() {}

  /** What {@link GoldenRecording} has written. */
  public static Path jdkMaps(Path folder) throws IOException {
    Path file = folder.resolve("jdk-maps.jfr");
    if (!Files.exists(file)) {
      try (InputStream in =
          new GZIPInputStream(GoldenFile.class.getResourceAsStream("jdk-maps.jfr.gz"))) {
        Files.copy(in, file);
      }
    }
    return file;
  }
}
