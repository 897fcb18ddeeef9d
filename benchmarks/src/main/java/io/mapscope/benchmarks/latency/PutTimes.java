package io.mapscope.benchmarks.latency;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.List;

/**
 * How long each put took, in the order of the puts.
 *
 * <p>Implementation note. Floats, as integers of the same size end at 2.1 s; they are off by a ten
 * millionth. Each put has its own number, so that the same put of several processes can be
 * compared: what the machine does falls on other puts each time, what the map does on the same.
 */
final class PutTimes {

  private static final int BUFFERED = 1 << 20;

  private final float[] nanos;
  private float[] sorted;

  PutTimes(float[] nanos) {
    this.nanos = nanos;
  }

  int count() {
    return nanos.length;
  }

  /** The least time that so many percent of the puts did not exceed. */
  double percentile(double percent) {
    if (sorted == null) {
      sorted = nanos.clone();
      Arrays.sort(sorted);
    }
    int rank = (int) Math.ceil(nanos.length * percent / 100);
    return sorted[Math.max(rank, 1) - 1];
  }

  /** The longest put of a slice of equal ones. */
  double longest(int slice, int slices) {
    int from = (int) ((long) nanos.length * slice / slices);
    int to = (int) ((long) nanos.length * (slice + 1) / slices);
    float longest = 0;
    for (int i = from; i < to; i++) {
      longest = Math.max(longest, nanos[i]);
    }
    return longest;
  }

  /** Of each put the median of several runs; of an even number, the shorter one in the middle. */
  static PutTimes medians(List<PutTimes> runs) {
    float[] medians = new float[runs.get(0).nanos.length];
    float[] same = new float[runs.size()];
    for (int put = 0; put < medians.length; put++) {
      for (int run = 0; run < same.length; run++) {
        same[run] = runs.get(run).nanos[put];
      }
      Arrays.sort(same);
      medians[put] = same[(same.length - 1) / 2];
    }
    return new PutTimes(medians);
  }

  void write(Path file) {
    ByteBuffer buffer = ByteBuffer.allocate(BUFFERED);
    try (FileChannel channel =
        FileChannel.open(
            file,
            StandardOpenOption.CREATE,
            StandardOpenOption.WRITE,
            StandardOpenOption.TRUNCATE_EXISTING)) {
      for (int i = 0; i < nanos.length; ) {
        int count = Math.min(nanos.length - i, buffer.capacity() / Float.BYTES);
        buffer.clear();
        buffer.asFloatBuffer().put(nanos, i, count);
        buffer.limit(count * Float.BYTES);
        while (buffer.hasRemaining()) {
          channel.write(buffer);
        }
        i += count;
      }
    } catch (IOException e) {
      throw new UncheckedIOException("results cannot be written to " + file, e);
    }
  }

  static PutTimes read(Path file) {
    try {
      ByteBuffer bytes = ByteBuffer.wrap(Files.readAllBytes(file));
      float[] nanos = new float[bytes.capacity() / Float.BYTES];
      bytes.asFloatBuffer().get(nanos);
      return new PutTimes(nanos);
    } catch (IOException e) {
      throw new UncheckedIOException("results cannot be read from " + file, e);
    }
  }
}
