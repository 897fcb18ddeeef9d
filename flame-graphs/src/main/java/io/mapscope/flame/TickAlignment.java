package io.mapscope.flame;

import java.io.IOException;
import java.nio.MappedByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * Brings all chunks of a recording onto one clock.
 *
 * <p>Implementation note. async-profiler appends its chunk to Flight Recorder's file. Where the
 * processor's time stamp counter is used both count the same ticks; where it is not, Flight
 * Recorder counts nanoseconds since the JVM's start and async-profiler since the machine's. Each
 * chunk says in its header which tick is which time, but from JDK 25 on the JDK's reader goes by
 * the first chunk's header for the whole file, and would place the appended events hours away. So
 * the ticks of an appended chunk are shifted to those of the first, which is a change of one number
 * in each event: its first field. Numbers have seven bits a byte, with leading zeros allowed, so a
 * smaller one fits in the place of a larger. A chunk that cannot be shifted in place stays as it
 * is.
 *
 * <p>Within the appended chunk, where the samples and the traces of methods are, nothing moves
 * against each other. Against the first chunk it is as exact as the two readings of the wall clock.
 */
public final class TickAlignment {

  private static final int HEADER_BYTES = 68;
  private static final int MAGIC = 0x464C5200;
  private static final int SIZE = 8;
  private static final int START_NANOS = 32;
  private static final int START_TICKS = 48;
  private static final int TICKS_PER_SECOND = 56;
  // Ids of types that every recording has, and that are no events: metadata and constants.
  private static final long METADATA = 0;
  private static final long CHECKPOINT = 1;
  private static final double NANOS_PER_SECOND = 1e9;
  // Far more than two readings of one clock differ, far less than two clocks do.
  private static final double SAME_CLOCK_NANOS = 10e6;

  private final MappedByteBuffer file;

  private TickAlignment(MappedByteBuffer file) {
    this.file = file;
  }

  /**
   * Shifts the chunks of a file that has been finished; does nothing to one that needs it not.
   *
   * @param recording below 2 GB
   * @return how many chunks were shifted
   * @throws IOException when the file cannot be read or written, is larger or is none of Flight
   *     Recorder; it is as it was then
   */
  public static int align(Path recording) throws IOException {
    try (FileChannel channel =
        FileChannel.open(recording, StandardOpenOption.READ, StandardOpenOption.WRITE)) {
      if (channel.size() > Integer.MAX_VALUE) {
        throw new IOException("it has more than 2 GB");
      }
      return new TickAlignment(channel.map(FileChannel.MapMode.READ_WRITE, 0, channel.size()))
          .alignAll();
    }
  }

  private int alignAll() throws IOException {
    int shifted = 0;
    for (int chunk = 0; chunk < file.capacity(); chunk = end(chunk)) {
      if (file.capacity() - chunk < HEADER_BYTES || file.getInt(chunk) != MAGIC) {
        throw new IOException("no chunk of Flight Recorder at byte " + chunk);
      }
      long shift = shift(chunk);
      if (shift != 0 && walk(chunk, shift, false)) {
        walk(chunk, shift, true);
        file.putLong(chunk + START_TICKS, file.getLong(chunk + START_TICKS) + shift);
        shifted++;
      }
    }
    return shifted;
  }

  private int end(int chunk) throws IOException {
    long end = chunk + file.getLong(chunk + SIZE);
    if (end < chunk + HEADER_BYTES || end > file.capacity()) {
      throw new IOException("the chunk at byte " + chunk + " is cut off");
    }
    return (int) end;
  }

  /** By how much the chunk's ticks differ from what the first chunk's would be at its start. */
  private long shift(int chunk) {
    long frequency = file.getLong(TICKS_PER_SECOND);
    if (frequency != file.getLong(chunk + TICKS_PER_SECOND)) {
      return 0;
    }
    double nanos = file.getLong(chunk + START_NANOS) - file.getLong(START_NANOS);
    long expected = file.getLong(START_TICKS) + Math.round(nanos * (frequency / NANOS_PER_SECOND));
    long shift = expected - file.getLong(chunk + START_TICKS);
    boolean same = Math.abs(shift) * (NANOS_PER_SECOND / frequency) < SAME_CLOCK_NANOS;
    return same ? 0 : shift;
  }

  /** Shifts all events; returns false when one of them would not fit, having written nothing. */
  private boolean walk(int chunk, long shift, boolean write) throws IOException {
    int end = end(chunk);
    for (int event = chunk + HEADER_BYTES; event < end; ) {
      file.position(event);
      int size = (int) number();
      if (size <= 0 || event + size > end) {
        throw new IOException("the event at byte " + event + " is damaged");
      }
      long type = number();
      if (type != METADATA && type != CHECKPOINT && !shiftNumber(shift, write)) {
        return false;
      }
      event += size;
    }
    return true;
  }

  private boolean shiftNumber(long shift, boolean write) {
    int from = file.position();
    long shifted = number() + shift;
    int bytes = file.position() - from;
    if (shifted < 0 || (bytes < 9 && shifted >>> (7 * bytes) != 0)) {
      return false;
    }
    if (write) {
      for (int i = 0; i < bytes - 1; i++) {
        file.put(from + i, (byte) ((shifted >>> (7 * i)) | 0x80));
      }
      int last = bytes == 9 ? (int) (shifted >>> 56) : (int) (shifted >>> (7 * (bytes - 1))) & 0x7F;
      file.put(from + bytes - 1, (byte) last);
    }
    return true;
  }

  /** Seven bits a byte, the lowest first; the ninth byte has all eight. */
  private long number() {
    long number = 0;
    for (int shift = 0; shift < 56; shift += 7) {
      byte next = file.get();
      number |= (next & 0x7FL) << shift;
      if (next >= 0) {
        return number;
      }
    }
    return number | (file.get() & 0xFFL) << 56;
  }
}
