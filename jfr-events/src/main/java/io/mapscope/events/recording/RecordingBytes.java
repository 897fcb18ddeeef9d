package io.mapscope.events.recording;

import java.io.Closeable;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Path;

/**
 * The bytes of a recording, which cannot be read past a limit.
 *
 * <p>Implementation note. Numbers are written in seven bits a byte, the lowest first, the ninth
 * byte whole; only headers have them in full width. The file is not mapped into memory: one that is
 * cut off while it is read would end the JVM.
 */
final class RecordingBytes implements Closeable {

  private static final int BLOCK_BYTES = 1 << 16;
  private static final int LONGEST_NUMBER = 9;

  // Longest text and array that is believed. Of what is read here (constants, metadata, events of
  // maps) a JVM writes no text beyond 64 KB and no array longer than a stack, 2,048 frames.
  private static final int MOST_ELEMENTS = 1 << 20;

  private final RandomAccessFile file;
  private final byte[] block = new byte[BLOCK_BYTES];
  private long blockStart;
  private int blockLength;
  private long position;
  private long limit;

  RecordingBytes(Path path) throws IOException {
    file = new RandomAccessFile(path.toFile(), "r");
    limit = file.length();
  }

  long length() throws IOException {
    return file.length();
  }

  long position() {
    return position;
  }

  long limit() {
    return limit;
  }

  /** Moves to a position and lets nothing at or behind the limit be read. */
  void range(long position, long limit) {
    this.position = position;
    this.limit = limit;
  }

  byte readByte() throws IOException {
    if (position >= limit) {
      throw new Damage("a value runs over its end", position);
    }
    long at = position - blockStart;
    if (at < 0 || at >= blockLength) {
      fill();
      at = 0;
    }
    position++;
    return block[(int) at];
  }

  long readLong() throws IOException {
    long at = position - blockStart;
    return at >= 0 && at + LONGEST_NUMBER <= blockLength && position + LONGEST_NUMBER <= limit
        ? readLongWithin((int) at)
        : readLongByBytes();
  }

  /** One that cannot reach the end of the block or the limit, which need not be asked for then. */
  private long readLongWithin(int begin) {
    int at = begin;
    long value = 0;
    for (int shift = 0; shift < 56; shift += 7) {
      byte b = block[at++];
      value |= (b & 0x7FL) << shift;
      if (b >= 0) {
        position += at - begin;
        return value;
      }
    }
    position += LONGEST_NUMBER;
    return value | ((block[at] & 0xFFL) << 56);
  }

  private long readLongByBytes() throws IOException {
    long value = 0;
    for (int shift = 0; shift < 56; shift += 7) {
      byte b = readByte();
      value |= (b & 0x7FL) << shift;
      if (b >= 0) {
        return value;
      }
    }
    return value | ((readByte() & 0xFFL) << 56);
  }

  /** The lower half of a number, as the JDK reads a size. */
  int readInt() throws IOException {
    return (int) readLong();
  }

  /** How many elements follow: not more than would fit, at a byte each. */
  int readCount(String of) throws IOException {
    long start = position;
    int count = readInt();
    if (count < 0 || count > limit - position || count > MOST_ELEMENTS) {
      throw new Damage(count + " " + of, start);
    }
    return count;
  }

  long readFull(int bytes) throws IOException {
    long value = 0;
    for (int i = 0; i < bytes; i++) {
      value = (value << Byte.SIZE) | (readByte() & 0xFF);
    }
    return value;
  }

  void skip(int bytes) throws IOException {
    if (bytes > limit - position) {
      throw new Damage("a value runs over its end", position);
    }
    position += bytes;
  }

  @Override
  public void close() throws IOException {
    file.close();
  }

  private void fill() throws IOException {
    file.seek(position);
    blockLength = Math.max(0, file.read(block));
    blockStart = position;
    if (blockLength == 0) {
      throw new Damage("the file has become shorter", position);
    }
  }
}
