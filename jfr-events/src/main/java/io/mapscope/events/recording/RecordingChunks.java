package io.mapscope.events.recording;

import java.io.EOFException;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * When a recording began and how long it is, read from the headers of its chunks.
 *
 * <p>Implementation note. The JDK's event stream ends quietly where a file is cut off, which would
 * pass a damaged recording as a short one. The headers tell how long each chunk must be, so walking
 * them finds out before anything is made of it; it costs one read per chunk. Layout of a header:
 * the magic, two bytes each of major and minor version, then eight bytes each of size, two
 * positions, start in nanoseconds since the epoch, duration in nanoseconds, start in ticks, ticks
 * per second.
 *
 * @param startNanos start of the first chunk since the epoch
 * @param length time from the start of the first chunk to the end of the last
 * @param starts the starts of the chunks, in the order of the file
 */
public record RecordingChunks(long startNanos, Duration length, List<ChunkStart> starts) {

  private static final int MAGIC = 0x464C5200;
  private static final int MAJOR_VERSION = 2;
  private static final long HEADER_BYTES = 68;

  private record Header(long bytes, long durationNanos, ChunkStart start) {}

  /**
   * When the recording ended.
   *
   * @return since the epoch
   */
  public long endNanos() {
    return startNanos + length.toNanos();
  }

  /**
   * Reads all headers.
   *
   * @param file not null
   * @return when the chunks begin and end
   * @throws RecordingException when it is missing, empty, cut off or none of Flight Recorder's
   */
  public static RecordingChunks read(Path file) throws RecordingException {
    if (!Files.exists(file)) {
      throw new RecordingException(file + " does not exist; check the path");
    }
    if (Files.isDirectory(file)) {
      throw new RecordingException(file + " is a folder; name a recording in it");
    }
    try (RandomAccessFile in = new RandomAccessFile(file.toFile(), "r")) {
      return walk(file, in);
    } catch (RecordingException e) {
      throw e;
    } catch (IOException e) {
      throw new RecordingException(file + " cannot be read: " + e.getMessage(), e);
    }
  }

  /**
   * The start of a chunk that may still be being written; these fields of it are final.
   *
   * @param file not null
   * @return its start
   * @throws IOException when it cannot be read
   */
  public static ChunkStart start(Path file) throws IOException {
    try (RandomAccessFile in = new RandomAccessFile(file.toFile(), "r")) {
      return header(file, in, 0).start;
    }
  }

  private static RecordingChunks walk(Path file, RandomAccessFile in) throws IOException {
    long fileBytes = in.length();
    if (fileBytes == 0) {
      throw new RecordingException(
          file + " is empty; dump the recording again, or wait until it has been written");
    }
    List<ChunkStart> starts = new ArrayList<>();
    long start = Long.MAX_VALUE;
    long end = Long.MIN_VALUE;
    for (long position = 0; position < fileBytes; ) {
      Header header = header(file, in, position);
      if (header.bytes < HEADER_BYTES || header.bytes > fileBytes - position) {
        throw cutOff(file, position, header.bytes, fileBytes - position);
      }
      starts.add(header.start);
      start = Math.min(start, header.start.nanos());
      end = Math.max(end, header.start.nanos() + header.durationNanos);
      position += header.bytes;
    }
    return new RecordingChunks(start, Duration.ofNanos(end - start), List.copyOf(starts));
  }

  private static Header header(Path file, RandomAccessFile in, long position) throws IOException {
    in.seek(position);
    try {
      if (in.readInt() != MAGIC) {
        throw new RecordingException(
            file
                + " is not a Flight Recorder recording: no FLR at byte "
                + position
                + "; name a file that a recording was dumped to");
      }
      int major = in.readUnsignedShort();
      if (major != MAJOR_VERSION) {
        throw new RecordingException(
            file + " has format version " + major + "; only version 2 (JDK 9 and later) is read");
      }
      in.skipBytes(Short.BYTES);
      long bytes = in.readLong();
      in.skipBytes(2 * Long.BYTES);
      long startNanos = in.readLong();
      long durationNanos = in.readLong();
      return new Header(
          bytes, durationNanos, new ChunkStart(in.readLong(), startNanos, in.readLong()));
    } catch (EOFException e) {
      if (position == 0 && in.length() < Integer.BYTES) {
        throw new RecordingException(
            file + " is not a Flight Recorder recording: too short; dump it again", e);
      }
      throw cutOff(file, position, HEADER_BYTES, in.length() - position);
    }
  }

  private static RecordingException cutOff(Path file, long position, long needed, long there) {
    return new RecordingException(
        String.format(
            "%s is cut off: the chunk at byte %d needs %d bytes, %d are there;"
                + " copy it again after the recording has ended",
            file, position, needed, there));
  }
}
