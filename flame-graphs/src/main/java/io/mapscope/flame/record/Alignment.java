package io.mapscope.flame.record;

import io.mapscope.flame.TickAlignment;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;

/**
 * The last thing that is done to a recording before it is handed over, and may fail.
 *
 * <p>Implementation note. A recording that is not aligned is one all the same: readers before JDK
 * 25 go by the clock of each chunk, and so do flame graphs on any JDK. So a failure is a line to
 * show and no more; of a file that is mapped and cannot be written, for lack of space, the JVM
 * tells by an internal error.
 */
final class Alignment {

  private Alignment() {}

  /** Aligns a recording, or says in a line why it could not be. */
  static Optional<String> tryTo(Path recording) {
    try {
      TickAlignment.align(recording);
      return Optional.empty();
    } catch (IOException | RuntimeException | InternalError e) {
      return Optional.of(
          "the recording stays on two clocks ("
              + (e.getMessage() == null ? e : e.getMessage())
              + "), so that JDK 25 may place its traced growths at wrong times; record less at a"
              + " time, or with more space in java.io.tmpdir");
    }
  }
}
