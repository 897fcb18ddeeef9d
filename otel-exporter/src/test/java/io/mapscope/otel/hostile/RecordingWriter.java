package io.mapscope.otel.hostile;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Random;

/**
 * Writes the values of a recording, now and then a wrong one: a number that others must trust
 * becomes one of those that break readers.
 */
final class RecordingWriter {

  static final long[] HOSTILE = {
    0,
    1,
    -1,
    2,
    127,
    128,
    0xFFFF,
    1 << 20,
    1 << 24,
    Integer.MAX_VALUE,
    Integer.MIN_VALUE,
    1L << 32,
    (1L << 32) + 5,
    Long.MAX_VALUE,
    Long.MIN_VALUE,
    -2,
    -68,
    68,
  };

  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final Random random;
  private final double lies;

  /** Writes a lie with this probability for each number. */
  RecordingWriter(Random random, double lies) {
    this.random = random;
    this.lies = lies;
  }

  RecordingWriter nested() {
    return new RecordingWriter(random, lies);
  }

  int size() {
    return out.size();
  }

  byte[] bytes() {
    return out.toByteArray();
  }

  RecordingWriter raw(byte[] bytes) {
    out.writeBytes(bytes);
    return this;
  }

  RecordingWriter oneByte(int value) {
    out.write(lie() ? random.nextInt() : value);
    return this;
  }

  RecordingWriter number(long value) {
    long left = lie() ? HOSTILE[random.nextInt(HOSTILE.length)] : value;
    for (int i = 0; i < 8 && (left & ~0x7FL) != 0; i++) {
      out.write((int) (left | 0x80));
      left >>>= 7;
    }
    out.write((int) left);
    return this;
  }

  RecordingWriter full(long value, int bytes) {
    long written = lie() ? HOSTILE[random.nextInt(HOSTILE.length)] : value;
    for (int shift = (bytes - 1) * Byte.SIZE; shift >= 0; shift -= Byte.SIZE) {
      out.write((int) (written >>> shift));
    }
    return this;
  }

  /** A string, null for none. */
  RecordingWriter text(String text) {
    if (text == null) {
      return oneByte(0);
    }
    if (text.isEmpty()) {
      return oneByte(1);
    }
    byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
    return oneByte(3).number(utf8.length).raw(utf8);
  }

  /** An event: its size in four bytes, then what is in it. */
  RecordingWriter event(RecordingWriter content) {
    int size = content.size() + Integer.BYTES;
    for (int i = 0; i < 3; i++) {
      out.write((size >>> (7 * i)) | 0x80);
    }
    out.write(size >>> 21);
    return raw(content.bytes());
  }

  private boolean lie() {
    return lies > 0 && random.nextDouble() < lies;
  }
}
