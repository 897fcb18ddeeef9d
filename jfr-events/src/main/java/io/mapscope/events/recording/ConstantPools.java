package io.mapscope.events.recording;

import java.io.IOException;

/**
 * Passes over the constant pools of a chunk.
 *
 * <p>Implementation note. A checkpoint is an event of type 1 with pools of constants; it tells how
 * far before it the previous one lies, 0 for the first. The JDK follows these distances wherever
 * they lead, in circles if need be. Here each must end before the one that named it starts, which
 * also bounds the work by the size of the chunk.
 */
final class ConstantPools {

  static final int CHECKPOINT_EVENT = 1;

  private ConstantPools() {}

  /** Returns how many bytes of checkpoints the JDK would read. */
  static long pass(RecordingBytes in, ChunkHeader chunk, TypeShapes shapes) throws IOException {
    long sum = 0;
    long start = chunk.constantPools();
    long end = chunk.end();
    while (true) {
      in.range(start, end);
      long bytes = in.readLong();
      if (bytes <= 0 || bytes > end - start) {
        throw new Damage("a checkpoint of " + bytes + " bytes", start);
      }
      in.range(in.position(), start + bytes);
      if (in.readLong() != CHECKPOINT_EVENT) {
        throw new Damage("no checkpoint", start);
      }
      in.readLong();
      in.readLong();
      long delta = in.readLong();
      in.readByte();
      passPools(in, shapes);
      sum += bytes;
      if (delta == 0) {
        return sum;
      }
      end = start;
      start += delta;
      if (delta > 0 || start < chunk.position() + ChunkHeader.BYTES) {
        throw new Damage("a checkpoint that is said to be " + delta + " bytes before that", end);
      }
    }
  }

  private static void passPools(RecordingBytes in, TypeShapes shapes) throws IOException {
    for (int pools = in.readCount("constant pools"); pools > 0; pools--) {
      long start = in.position();
      ValueShape shape = shapes.constant(in.readLong(), start);
      int count = in.readCount("constants");
      if (count == 0) {
        throw new Damage("a constant pool without constants", start);
      }
      for (int left = count; left > 0; left--) {
        in.readLong();
        shape.pass(in);
      }
    }
    if (in.position() != in.limit()) {
      throw new Damage("a checkpoint that ends before its bytes do", in.position());
    }
  }
}
