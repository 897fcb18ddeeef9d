package io.mapscope.events.recording;

import java.io.IOException;

/**
 * The header of a chunk: 68 bytes with all numbers in full width.
 *
 * <p>Implementation note. Layout: the magic, two bytes each of major and minor version; eight bytes
 * each of size, position of the constant pools, position of the metadata, start in nanoseconds
 * since the epoch, duration in nanoseconds, start in ticks, ticks a second; one byte of state,
 * which is 0 when the chunk is complete; three bytes of which only the last matters, and not to us.
 *
 * @param position of the chunk in the file
 * @param end of the chunk in the file
 * @param constantPools position of the last checkpoint in the file
 * @param metadata position of the metadata in the file
 * @param start when it begins
 * @param endNanos when it ends, since the epoch
 */
record ChunkHeader(
    long position, long end, long constantPools, long metadata, ChunkStart start, long endNanos) {

  static final int BYTES = 68;

  private static final int START = 32;
  private static final int DURATION = 40;
  private static final int STATE = 64;

  private static final int MAGIC = 0x464C5200;
  private static final int MAJOR_VERSION = 2;

  // Year 2200. Times beyond are not of a clock, and near the end of a long they overflow.
  private static final long LAST_NANOS = 7_258_118_400L * 1_000_000_000L;

  // A cycle counter that ticks ten times as fast as any has.
  private static final long MOST_TICKS_PER_SECOND = 100_000_000_000L;

  static ChunkHeader read(RecordingBytes in, long position) throws IOException {
    long fileBytes = in.length();
    in.range(position, fileBytes);
    requireMagic(in, position);
    if (fileBytes - position < BYTES) {
      throw cutOff(position, BYTES, fileBytes - position);
    }
    int major = (int) in.readFull(Short.BYTES);
    if (major != MAJOR_VERSION) {
      throw new IOException(
          "has format version " + major + "; only version 2 (JDK 9 and later) is read");
    }
    in.skip(Short.BYTES);
    long bytes = in.readFull(Long.BYTES);
    if (bytes < BYTES || bytes > fileBytes - position) {
      throw cutOff(position, bytes, fileBytes - position);
    }
    long pools = within(in, "constant pools", bytes);
    long metadata = within(in, "metadata", bytes);
    ChunkStart start = start(in, position);
    in.range(position + DURATION, fileBytes);
    long duration = between(in, "duration", 0, LAST_NANOS - start.nanos());
    in.range(position + STATE, fileBytes);
    if (in.readByte() != 0) {
      throw new IOException(
          "is not finished: the chunk at byte "
              + position
              + " is still written to, or its JVM was killed; dump the recording with jcmd JFR.dump,"
              + " or export what was dumped before");
    }
    return new ChunkHeader(
        position,
        position + bytes,
        position + pools,
        position + metadata,
        start,
        start.nanos() + duration);
  }

  static ChunkStart start(RecordingBytes in, long position) throws IOException {
    in.range(position, in.length());
    requireMagic(in, position);
    in.range(position + START, in.length());
    long nanos = between(in, "start", 0, LAST_NANOS);
    in.skip(Long.BYTES);
    long ticks = in.readFull(Long.BYTES);
    return new ChunkStart(ticks, nanos, between(in, "frequency", 1, MOST_TICKS_PER_SECOND));
  }

  private static void requireMagic(RecordingBytes in, long position) throws IOException {
    if (in.length() - position < Integer.BYTES) {
      if (position > 0) {
        throw cutOff(position, BYTES, in.length() - position);
      }
      throw new IOException("is not a Flight Recorder recording: too short; dump it again");
    }
    if ((int) in.readFull(Integer.BYTES) != MAGIC) {
      throw new IOException(
          "is not a Flight Recorder recording: no FLR at byte "
              + position
              + "; name a file that a recording was dumped to");
    }
  }

  private static long within(RecordingBytes in, String what, long bytes) throws IOException {
    return between(in, "position of " + what, BYTES, bytes - 1);
  }

  private static long between(RecordingBytes in, String what, long least, long most)
      throws IOException {
    long at = in.position();
    long value = in.readFull(Long.BYTES);
    if (value < least || value > most) {
      throw new Damage("a header has the " + what + " " + value, at);
    }
    return value;
  }

  private static IOException cutOff(long position, long needed, long there) {
    return new IOException(
        String.format(
            "is cut off: the chunk at byte %d needs %d bytes, %d are there;"
                + " copy it again after the recording has ended",
            position, needed, there));
  }
}
