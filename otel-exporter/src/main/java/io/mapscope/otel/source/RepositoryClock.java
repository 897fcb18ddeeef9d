package io.mapscope.otel.source;

import io.mapscope.events.recording.CheckedRecording;
import io.mapscope.otel.mapping.ChunkClock;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Set;
import java.util.function.Supplier;

/**
 * The clock of a repository that is being written to.
 *
 * <p>Implementation note. A chunk's file, with its header, is there before the first of its events
 * is flushed. So all chunks that a batch can come from are in the folder when the batch before it
 * has been mapped and the stream has read on; the folder is listed once for each batch, which is
 * once a second, at its first event. A file that is gone before it was seen has not been read
 * either.
 */
final class RepositoryClock extends ChunkClock {

  private final Supplier<Path> folder;
  private final Set<Path> seen = new HashSet<>();

  /** The folder may move while it is read. */
  RepositoryClock(Supplier<Path> folder) {
    this.folder = folder;
  }

  @Override
  protected void batchBegins() {
    Set<Path> there = new HashSet<>();
    try (DirectoryStream<Path> chunks = Files.newDirectoryStream(folder.get(), "*.jfr")) {
      for (Path chunk : chunks) {
        there.add(chunk);
        if (!seen.contains(chunk)) {
          look(chunk);
        }
      }
    } catch (IOException goneMeanwhile) {
      return;
    }
    seen.retainAll(there);
  }

  private void look(Path chunk) {
    try {
      add(CheckedRecording.startOf(chunk));
      seen.add(chunk);
    } catch (IOException notYetWrittenOrGone) {
      // None of its events have been read: asked again at the next batch.
      seen.remove(chunk);
    }
  }
}
