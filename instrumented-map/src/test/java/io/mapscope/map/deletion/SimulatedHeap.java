package io.mapscope.map.deletion;

import java.util.ArrayDeque;
import java.util.Deque;

/**
 * A heap of so many cells, one per entry or piece of garbage, and a collector that stops the world
 * for as long as there is something alive to mark. Time is counted in allocations and pauses.
 */
final class SimulatedHeap implements MemoryPressure {

  /** What marking one live cell costs, in the time of an allocation. */
  private static final double MARK = 0.2;

  private static final long WINDOW = 20_000;

  private record Pause(long end, long length) {}

  final int cells;
  private final Deque<Pause> pauses = new ArrayDeque<>();
  private long now;
  private int live;
  private int garbage;
  private double useAfterLast;

  long paused;
  long longestPause;
  int collections;

  SimulatedHeap(int cells) {
    this.cells = cells;
  }

  /** An entry comes, and with it as much garbage as programs make. */
  void allocate() {
    live++;
    garbage += 4;
    now++;
    if (live + garbage >= cells) {
      collect();
    }
  }

  void delete(int entries) {
    live -= entries;
    garbage += entries;
  }

  private void collect() {
    long pause = Math.round(live * MARK);
    now += pause;
    paused += pause;
    longestPause = Math.max(longestPause, pause);
    collections++;
    garbage = 0;
    useAfterLast = live / (double) cells;
    pauses.addLast(new Pause(now, pause));
    if (live + 4 >= cells) {
      throw new OutOfMemoryError("simulated: " + live + " live of " + cells);
    }
  }

  @Override
  public Reading read() {
    while (!pauses.isEmpty() && now - pauses.peekFirst().end > WINDOW) {
      pauses.removeFirst();
    }
    long sum = pauses.stream().mapToLong(Pause::length).sum();
    long longest = pauses.stream().mapToLong(Pause::length).max().orElse(0);
    return new Reading(useAfterLast, Math.min(1, sum / (double) WINDOW), longest);
  }
}
