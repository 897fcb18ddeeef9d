package io.mapscope.otel.follow;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/**
 * The head of a chunk of a recording.
 *
 * <p>Implementation note. A chunk is a recording of its own, and its head never changes once it is
 * finished, so the head identifies it, whatever the file is called and wherever in it the chunk
 * lies: files may be renamed, and recordings that were dumped one after another share chunks. Byte
 * 64 tells whether the JVM still writes (JDK 14 and later; zero before, as it is when finished).
 *
 * @param id identifies the chunk
 * @param bytes its size
 * @param startNanos its start since the epoch
 * @param endNanos its end since the epoch
 */
record ChunkHeader(long id, long bytes, long startNanos, long endNanos) {

  static final int BYTES = 68;
  private static final int MAGIC = 0x464C5200;
  private static final int SIZE_AT = 8;
  private static final int START_AT = 32;
  private static final int DURATION_AT = 40;
  private static final int STATE_AT = 64;

  /** What there is at a position of a file. */
  enum Kind {
    /** A whole chunk. */
    FINISHED,
    /** A chunk that is being written, or the beginning of one. */
    UNFINISHED,
    /** No chunk. */
    FOREIGN
  }

  /**
   * What was found.
   *
   * @param kind what it is
   * @param header its head, null unless finished
   */
  record Found(Kind kind, ChunkHeader header) {}

  static Found at(FileChannel file, long position) throws IOException {
    ByteBuffer head = ByteBuffer.allocate(BYTES);
    while (head.hasRemaining() && file.read(head, position + head.position()) >= 0) {
      // Until it is full, or the file ends.
    }
    if (head.position() >= Integer.BYTES && head.getInt(0) != MAGIC) {
      return new Found(Kind.FOREIGN, null);
    }
    if (head.hasRemaining() || head.get(STATE_AT) != 0) {
      return new Found(Kind.UNFINISHED, null);
    }
    long bytes = head.getLong(SIZE_AT);
    long start = head.getLong(START_AT);
    if (bytes < BYTES || bytes > file.size() - position) {
      return new Found(Kind.UNFINISHED, null);
    }
    return new Found(
        Kind.FINISHED,
        new ChunkHeader(hash(head.array()), bytes, start, start + head.getLong(DURATION_AT)));
  }

  private static long hash(byte[] head) {
    try {
      return ByteBuffer.wrap(MessageDigest.getInstance("SHA-256").digest(head)).getLong();
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }
}
