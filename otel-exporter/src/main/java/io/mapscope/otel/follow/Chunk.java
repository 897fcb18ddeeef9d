package io.mapscope.otel.follow;

import java.io.EOFException;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * A finished chunk in a file.
 *
 * @param file the file
 * @param position where in the file the chunk begins
 * @param header its head
 */
record Chunk(Path file, long position, ChunkHeader header) {

  /**
   * Copies it to a file of its own, which is a recording: what is being read cannot vanish then,
   * and what follows it in the file is not read.
   *
   * @throws IOException when it is not there any more
   */
  void copyTo(Path target) throws IOException {
    try (FileChannel in = FileChannel.open(file, StandardOpenOption.READ);
        FileChannel out =
            FileChannel.open(
                target,
                StandardOpenOption.CREATE,
                StandardOpenOption.TRUNCATE_EXISTING,
                StandardOpenOption.WRITE)) {
      if (!header.equals(ChunkHeader.at(in, position).header())) {
        throw new IOException(file + " has changed");
      }
      for (long done = 0; done < header.bytes(); ) {
        long copied = in.transferTo(position + done, header.bytes() - done, out);
        if (copied <= 0) {
          throw new EOFException(file + " has become shorter");
        }
        done += copied;
      }
    }
  }
}
