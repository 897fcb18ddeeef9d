package io.mapscope.cli.demo;

import io.mapscope.cli.command.Interruption;
import io.mapscope.cli.command.ProgressLine;
import java.lang.ref.WeakReference;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicReference;

/**
 * Puts the load on one map after the other.
 *
 * <p>Implementation note. The first map gets as many operations as fit into the time, the others as
 * many as the first: so the demo takes the time that the user gave it, and yet all maps do the same
 * work. The heap is settled by a full collection before the clock starts. Only {@code alive} refers
 * to a map between its last operation and the measurement of its footprint.
 */
final class MapRun {

  /** Fine enough to see a stall of milliseconds, wide enough for a p99 of thousands. */
  private static final Duration WINDOW = Duration.ofMillis(50);

  /** Columns of the chart that can be told apart: longer runs get wider windows. */
  private static final int MOST_WINDOWS = 400;

  /**
   * How long a map stays after its last operation: its statistics come each second, and reach the
   * exporter up to a second later.
   */
  private static final long REST_MILLIS = 2500;

  /** How many collections more a dropped map may outlive. */
  private static final int COLLECTIONS = 3;

  private final Sessions sessions;
  private final int entries;
  private final Duration least;
  private final long seed;
  private final ProgressLine progress;
  private final Interruption interruption;
  private long operationLimit = Long.MAX_VALUE;

  /**
   * Runs of one demo.
   *
   * @param entries what the store holds at most
   * @param least how long the first map bears the load, longer when it takes longer to fill
   */
  MapRun(
      Sessions sessions,
      int entries,
      Duration least,
      long seed,
      ProgressLine progress,
      Interruption interruption) {
    this.sessions = sessions;
    this.entries = entries;
    this.least = least;
    this.seed = seed;
    this.progress = progress;
    this.interruption = interruption;
  }

  RunMeasurement measure(Contender contender) {
    Footprint.afterFullCollection();
    AtomicReference<Contender.Watched> alive =
        new AtomicReference<>(contender.make(contender.mapName()));
    Instant start = Instant.now();
    long startNanos = System.nanoTime();
    LatencyWindows latencies = new LatencyWindows(startNanos, windowNanos());
    SessionLoad load = new SessionLoad(sessions, alive.get(), latencies, entries, seed);
    drive(contender.label(), load, startNanos);
    long nanos = System.nanoTime() - startNanos;
    latencies.finish();
    RunMeasurement.Counts counts = load.counts();
    operationLimit = counts.operations();
    load = null;
    double bytesPerEntry = (double) restAndDrop(alive, counts) / counts.entries();
    return new RunMeasurement(contender, start, nanos, counts, latencies, bytesPerEntry);
  }

  private void drive(String label, SessionLoad load, long startNanos) {
    long leastNanos = least.toNanos();
    while (true) {
      load.runBatch();
      long elapsed = System.nanoTime() - startNanos;
      boolean first = operationLimit == Long.MAX_VALUE;
      if (first ? load.full() && elapsed >= leastNanos : load.operations() >= operationLimit) {
        return;
      }
      interruption.check();
      double done =
          first
              ? Math.min((double) elapsed / leastNanos, (double) load.entries() / entries)
              : (double) load.operations() / operationLimit;
      progress.show(label, done, () -> figures(load, elapsed));
    }
  }

  /** Returns the bytes of the map. */
  private long restAndDrop(
      AtomicReference<Contender.Watched> alive, RunMeasurement.Counts expected) {
    interruption.pause(REST_MILLIS);
    long with = Footprint.afterFullCollection();
    int size = alive.get().map().size();
    if (size != expected.entries()) {
      throw new IllegalStateException("map holds " + size + " entries, not " + expected.entries());
    }
    WeakReference<Object> dropped = new WeakReference<>(alive.getAndSet(null).map());
    long without = Footprint.afterFullCollection();
    // A thread that reads the map's statistics may hold it for the moment of one collection.
    for (int again = 0; again < COLLECTIONS && dropped.get() != null; again++) {
      without = Footprint.afterFullCollection();
    }
    return with - without;
  }

  private long windowNanos() {
    return Math.max(WINDOW.toNanos(), least.toNanos() / MOST_WINDOWS);
  }

  private static String figures(SessionLoad load, long elapsedNanos) {
    return String.format(
        Locale.ROOT,
        "%.1f M sessions, %.1f M op/s",
        load.entries() / 1e6,
        load.operations() * 1e3 / elapsedNanos);
  }
}
