package io.mapscope.otel;

import java.io.EOFException;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;

/**
 * When a recording began and how long it is, read from the headers of its chunks.
 *
 * <p>Implementation note. The JDK's event stream ends quietly where a file is cut off, which would
 * pass a damaged recording as a short one. The headers tell how long each chunk must be, so walking
 * them finds out before anything is exported; it costs one read per chunk. Layout of a header: the
 * magic, two bytes each of major and minor version, then eight bytes each of size, two positions,
 * start in nanoseconds since the epoch, and duration in nanoseconds.
 *
 * @param startNanos start of the first chunk since the epoch
 * @param length time from the start of the first chunk to the end of the last
 */
record RecordingChunks(long startNanos, Duration length) {

  private static final int MAGIC = 0x464C5200;
  private static final int MAJOR_VERSION = 2;
  private static final long HEADER_BYTES = 68;

  private record Header(long bytes, long startNanos, long durationNanos) {}

  static RecordingChunks read(Path file) throws ExportException {
    if (!Files.exists(file)) {
      throw new ExportException(file + " does not exist; check the path");
    }
    if (Files.isDirectory(file)) {
      throw new ExportException(file + " is a folder; name a recording in it");
    }
    try (RandomAccessFile in = new RandomAccessFile(file.toFile(), "r")) {
      return walk(file, in);
    } catch (IOException e) {
      throw new ExportException(file + " cannot be read: " + e.getMessage(), e);
    }
  }

  private static RecordingChunks walk(Path file, RandomAccessFile in)
      throws IOException, ExportException {
    long fileBytes = in.length();
    if (fileBytes == 0) {
      throw new ExportException(
          file + " is empty; dump the recording again, or wait until it has been written");
    }
    long start = Long.MAX_VALUE;
    long end = Long.MIN_VALUE;
    for (long position = 0; position < fileBytes; ) {
      Header header = header(file, in, position);
      if (header.bytes < HEADER_BYTES || header.bytes > fileBytes - position) {
        throw cutOff(file, position, header.bytes, fileBytes - position);
      }
      start = Math.min(start, header.startNanos);
      end = Math.max(end, header.startNanos + header.durationNanos);
      position += header.bytes;
    }
    return new RecordingChunks(start, Duration.ofNanos(end - start));
  }

  private static Header header(Path file, RandomAccessFile in, long position)
      throws IOException, ExportException {
    in.seek(position);
    try {
      if (in.readInt() != MAGIC) {
        throw new ExportException(
            file
                + " is not a Flight Recorder recording: no FLR at byte "
                + position
                + "; name a file that a recording was dumped to");
      }
      int major = in.readUnsignedShort();
      if (major != MAJOR_VERSION) {
        throw new ExportException(
            file + " has format version " + major + "; only version 2 (JDK 9 and later) is read");
      }
      in.skipBytes(Short.BYTES);
      long bytes = in.readLong();
      in.skipBytes(2 * Long.BYTES);
      return new Header(bytes, in.readLong(), in.readLong());
    } catch (EOFException e) {
      if (position == 0 && in.length() < Integer.BYTES) {
        throw new ExportException(
            file + " is not a Flight Recorder recording: too short; dump it again", e);
      }
      throw cutOff(file, position, HEADER_BYTES, in.length() - position);
    }
  }

  private static ExportException cutOff(Path file, long position, long needed, long there) {
    return new ExportException(
        String.format(
            "%s is cut off: the chunk at byte %d needs %d bytes, %d are there;"
                + " copy it again after the recording has ended",
            file, position, needed, there));
  }
}
