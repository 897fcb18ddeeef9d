package io.mapscope.events.timeline;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * States, in columns.
 *
 * <p>Implementation note. A profile recording has millions of them: 44 bytes each, in blocks, so
 * that adding never copies what is there. Blocks are only appended to, so that a reader who knows a
 * size may read up to there, on the thread that appends, without a copy. A figure is kept in an
 * int: a map counts its entries in one. Larger ones would be kept as the largest, as {@code
 * Map.size()} does.
 */
final class StateColumns {

  private static final int BLOCK = 1024;

  private static final class Block {
    final long[] nanos = new long[BLOCK];
    final long[] sequences = new long[BLOCK];
    final int[] figures = new int[BLOCK * Figure.STATE];
  }

  private final List<Block> blocks = new ArrayList<>();
  private int size;

  int size() {
    return size;
  }

  void add(long nanos, long sequence, long[] figures) {
    if (size == blocks.size() * BLOCK) {
      blocks.add(new Block());
    }
    size++;
    setLast(nanos, sequence, figures);
  }

  void setLast(long nanos, long sequence, long[] figures) {
    Block block = block(size - 1);
    int at = (size - 1) % BLOCK;
    block.nanos[at] = nanos;
    block.sequences[at] = sequence;
    for (int i = 0; i < Figure.STATE; i++) {
      block.figures[at * Figure.STATE + i] = (int) Math.min(Integer.MAX_VALUE, figures[i]);
    }
  }

  long nanos(int row) {
    return block(row).nanos[row % BLOCK];
  }

  long sequence(int row) {
    return block(row).sequences[row % BLOCK];
  }

  long figure(int row, int figure) {
    return block(row).figures[row % BLOCK * Figure.STATE + figure];
  }

  /** Whether the last state has these figures. */
  boolean lastIs(long[] figures) {
    int from = (size - 1) % BLOCK * Figure.STATE;
    int[] last = block(size - 1).figures;
    for (int i = 0; i < Figure.STATE; i++) {
      if (last[from + i] != figures[i]) {
        return false;
      }
    }
    return true;
  }

  MapState state(int row) {
    return new MapState(
        instant(nanos(row)),
        sequence(row),
        figure(row, Figure.ENTRIES),
        figure(row, Figure.HOLES),
        figure(row, Figure.OVERFLOW_BUCKETS),
        figure(row, Figure.BUCKETS),
        figure(row, Figure.GROWTH),
        figure(row, Figure.OLD_BUCKETS),
        figure(row, Figure.MARK));
  }

  private Block block(int row) {
    return blocks.get(row / BLOCK);
  }

  static Instant instant(long nanos) {
    return Instant.ofEpochSecond(0, nanos);
  }

  static long nanos(Instant instant) {
    return instant.getEpochSecond() * 1_000_000_000L + instant.getNano();
  }
}
