package io.mapscope.cli.watch;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;

/**
 * One map while its events arrive.
 *
 * <p>Implementation note. Operations per second are those between the last two statistics: writes
 * by the totals, which are exact, lookups by the samples that came between, each standing for as
 * many as its interval says. Of stalls those are kept that are longer than all later ones, so that
 * the first is the longest of the last minute.
 */
final class WatchedMap {

  private static final long WINDOW_NANOS = Duration.ofMinutes(1).toNanos();
  private static final double NANOS_PER_SECOND = 1e9;
  // Two reports of the same second, as at the end of a chunk, tell no rate.
  private static final long LEAST_NANOS = 100_000_000L;

  private record Stall(long endNanos, long nanos) {}

  private final Deque<Stall> stalls = new ArrayDeque<>();
  private String name = "unnamed";
  private long entries;
  private long buckets;
  private double progress = -1;
  private long growths;
  private boolean told;
  private long toldNanos;
  private long toldWrites;
  private long sampledLookups;
  private double operations = -1;

  void named(String name) {
    this.name = name;
  }

  void statistics(
      long nanos, long entries, long buckets, double progress, long growths, long writes) {
    this.entries = entries;
    this.buckets = buckets;
    this.progress = progress;
    this.growths = growths;
    if (!told) {
      begin(nanos, writes);
    } else if (nanos - toldNanos >= LEAST_NANOS) {
      double seconds = (nanos - toldNanos) / NANOS_PER_SECOND;
      operations = (writes - toldWrites + sampledLookups) / seconds;
      begin(nanos, writes);
    }
  }

  private void begin(long nanos, long writes) {
    told = true;
    toldNanos = nanos;
    toldWrites = writes;
    sampledLookups = 0;
  }

  void lookupSampled(long interval) {
    sampledLookups += interval;
  }

  void growthStarted(long growth) {
    growths = Math.max(growths, growth);
    progress = Math.max(progress, 0);
  }

  void growthEnded(long growth) {
    growths = Math.max(growths, growth);
    progress = -1;
  }

  void stalled(long endNanos, long nanos) {
    while (!stalls.isEmpty() && stalls.getLast().nanos <= nanos) {
      stalls.removeLast();
    }
    stalls.addLast(new Stall(endNanos, nanos));
  }

  MapRow row(long nowNanos) {
    while (!stalls.isEmpty() && stalls.getFirst().endNanos < nowNanos - WINDOW_NANOS) {
      stalls.removeFirst();
    }
    long longest = stalls.isEmpty() ? 0 : stalls.getFirst().nanos;
    return new MapRow(name, entries, buckets, progress, growths, longest, operations);
  }
}
