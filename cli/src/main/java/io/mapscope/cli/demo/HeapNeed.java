package io.mapscope.cli.demo;

import io.mapscope.cli.command.CommandFailure;

/**
 * Whether the heap is large enough for a demo, found out before it has run for a minute.
 *
 * <p>Implementation note. With compressed references an id takes 32 bytes, a session 24, and each
 * of their arrays 4; a quarter more of these exist than the store holds. A {@code HashMap} takes 32
 * per entry and, while it grows, 8 + 4 per bucket pair, at most 16 per entry together. A full
 * collection needs no room of its own, but the young generation has to be left out of account.
 */
final class HeapNeed {

  private static final double BYTES_PER_ENTRY = Sessions.SPARE * (32 + 24 + 4 + 4) + 32 + 16;

  /** What a heap has to have beyond that: the young generation's share, and the exporter. */
  private static final double SPARE_HEAP = 1.6;

  private static final long MEGABYTE = 1 << 20;

  private HeapNeed() {}

  static void check(int entries) {
    long heap = Runtime.getRuntime().maxMemory();
    if (bytes(entries) > heap) {
      throw new CommandFailure(
          String.format(
              "--entries %d needs a heap of %d MB, there are %d MB; lower it to %d or set"
                  + " MAPSCOPE_OPTS=-Xmx%dm",
              entries,
              bytes(entries) / MEGABYTE,
              heap / MEGABYTE,
              fits(heap),
              bytes(entries) / MEGABYTE + 1));
    }
  }

  private static long bytes(int entries) {
    return (long) (entries * BYTES_PER_ENTRY * SPARE_HEAP);
  }

  private static long fits(long heap) {
    return (long) (heap / (BYTES_PER_ENTRY * SPARE_HEAP)) / 1000 * 1000;
  }
}
