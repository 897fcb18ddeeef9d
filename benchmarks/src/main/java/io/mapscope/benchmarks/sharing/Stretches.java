package io.mapscope.benchmarks.sharing;

import java.util.Arrays;
import java.util.List;

/**
 * The longest operation of each stretch of a filling, by how many entries there were.
 *
 * <p>Implementation note. The machine takes a processor away at any moment, for longer than a good
 * map takes for anything; a map grows at the same number of entries in each fork. So what all forks
 * have in a stretch is the map's, at most. A stretch is short, or each would have a moment of the
 * machine; and its neighbours count too, as threads are not equally fast.
 */
final class Stretches {

  /** Of 5,000 entries when a map is filled with five million. */
  private static final int COUNT = 1_000;

  private final long[] longest = new long[COUNT];
  private final long entries;

  /** Of a map that is to have so many entries. */
  Stretches(long entries) {
    this.entries = entries;
  }

  /** Takes an operation; with that many entries there. */
  void add(long inserted, long nanos) {
    int stretch = (int) Math.min(COUNT - 1, inserted * COUNT / entries);
    longest[stretch] = Math.max(longest[stretch], nanos);
  }

  /** The longer of both in each stretch. */
  static double[] longest(List<Stretches> ofThreads) {
    double[] all = new double[COUNT];
    for (Stretches one : ofThreads) {
      Arrays.setAll(all, i -> Math.max(all[i], (double) one.longest[i]));
    }
    return all;
  }

  /** The longest that came in all forks, at about the same number of entries. */
  static double recurring(List<double[]> forks) {
    double most = 0;
    for (int i = 0; i < COUNT; i++) {
      int at = i;
      most =
          Math.max(most, forks.stream().mapToDouble(fork -> around(fork, at)).min().orElseThrow());
    }
    return most;
  }

  private static double around(double[] fork, int at) {
    return Math.max(
        fork[at], Math.max(fork[Math.max(0, at - 1)], fork[Math.min(COUNT - 1, at + 1)]));
  }
}
