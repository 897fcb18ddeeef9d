package io.mapscope.flame.record;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AlignmentTest {

  @TempDir Path folder;

  @Test
  void whatCannotBeAlignedIsToldInALineAndStays() throws IOException {
    Path text = Files.writeString(folder.resolve("text.jfr"), "no recording ".repeat(20));

    assertThat(Alignment.tryTo(text)).get().asString().contains("two clocks").hasLineCount(1);
    assertThat(text).content().startsWith("no recording");
    assertThat(Alignment.tryTo(folder.resolve("none.jfr"))).isPresent();
  }

  @Test
  void whatIsTooLargeToBeMappedIsTold() throws IOException {
    Path large = folder.resolve("large.jfr");
    try (RandomAccessFile file = new RandomAccessFile(large.toFile(), "rw")) {
      file.setLength(1L + Integer.MAX_VALUE); // Takes no space.
    }

    assertThat(Alignment.tryTo(large)).get().asString().contains("more than 2 GB");
  }
}
