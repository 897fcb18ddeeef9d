package io.mapscope.benchmarks.sharing;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.SplittableRandom;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.CyclicBarrier;
import org.HdrHistogram.Histogram;

/**
 * How long each operation takes while threads fill a shared map from empty; a line of Markdown for
 * each map.
 *
 * <pre>benchmarks/run sharing [ENTRIES [THREADS [READS [DELETES]]]]</pre>
 *
 * <p>Reads and deletes as in {@link SharingBenchmark}. Each thread inserts keys of its own in
 * order, and looks up and deletes any that it has inserted. Each operation is timed, which costs
 * each of them the same two clock readings. The map that copies itself at each write is left out.
 * Pauses of the collector are in the figures; give it room.
 */
public final class GrowingLatency {

  private static final int PERCENT = 100;
  private static final double NANOS = 1e9;

  private final ConcurrentMap<Long, Long> map;
  private final Long[] keys;
  private final int threads;
  private final int reads;
  private final int deletes;

  private GrowingLatency(Shared shared, Long[] keys, int threads, int reads, int deletes) {
    this.map = shared.empty();
    this.keys = keys;
    this.threads = threads;
    this.reads = reads;
    this.deletes = deletes;
  }

  /**
   * Runs all maps.
   *
   * @param arguments entries, threads, percent of reads, percent of deletes among the writes
   */
  public static void main(String[] arguments) throws Exception {
    int entries = argument(arguments, 0, 5_000_000);
    int threads = argument(arguments, 1, 2);
    int reads = argument(arguments, 2, 90);
    int deletes = argument(arguments, 3, 1);
    Long[] keys = new Long[entries];
    for (int i = 0; i < entries; i++) {
      keys[i] = (long) i;
    }
    System.out.printf(
        "%n%,d inserts, %d threads, %d %% reads, %d %% of the writes deletes; microseconds%n%n"
            + "| map | million op/s | p50 | p99 | p99.9 | p99.99 | longest | stall, of the first |%n"
            + "|---|---|---|---|---|---|---|---|%n",
        entries, threads, reads, deletes);
    double yardstick = 0;
    for (Shared shared : Shared.values()) {
      if (shared.copies()) {
        continue;
      }
      new GrowingLatency(shared, small(keys), threads, reads, deletes).run(); // To be compiled.
      System.gc();
      long start = System.nanoTime();
      Histogram all = new GrowingLatency(shared, keys, threads, reads, deletes).run();
      double seconds = (System.nanoTime() - start) / NANOS;
      yardstick = yardstick == 0 ? all.getMaxValue() : yardstick;
      System.out.printf(
          Locale.ROOT,
          "| %s | %.2f | %s | %s | %s | %s | %s | 1/%.0f |%n",
          shared,
          all.getTotalCount() / seconds / 1e6,
          micros(all, 50),
          micros(all, 99),
          micros(all, 99.9),
          micros(all, 99.99),
          micros(all, 100),
          yardstick / all.getMaxValue());
    }
  }

  private static int argument(String[] arguments, int index, int otherwise) {
    return arguments.length > index ? Integer.parseInt(arguments[index]) : otherwise;
  }

  private static Long[] small(Long[] keys) {
    return java.util.Arrays.copyOf(keys, Math.min(keys.length, 200_000));
  }

  private static String micros(Histogram histogram, double percentile) {
    return String.format(Locale.ROOT, "%,.1f", histogram.getValueAtPercentile(percentile) / 1e3);
  }

  private Histogram run() throws Exception {
    CyclicBarrier start = new CyclicBarrier(threads);
    List<Histogram> histograms = new ArrayList<>();
    List<Thread> running = new ArrayList<>();
    for (int i = 0; i < threads; i++) {
      Histogram histogram = new Histogram(3);
      histograms.add(histogram);
      int number = i;
      Thread thread =
          new Thread(
              () -> {
                await(start);
                fill(number, histogram);
              });
      thread.start();
      running.add(thread);
    }
    for (Thread thread : running) {
      thread.join();
    }
    Histogram all = histograms.get(0);
    histograms.subList(1, threads).forEach(all::add);
    return all;
  }

  private static void await(CyclicBarrier barrier) {
    try {
      barrier.await();
    } catch (Exception e) {
      throw new IllegalStateException("the threads did not start together", e);
    }
  }

  private void fill(int number, Histogram histogram) {
    SplittableRandom random = new SplittableRandom(number);
    int inserted = 0;
    int own = keys.length / threads;
    while (inserted < own) {
      boolean reading = random.nextInt(PERCENT) < reads;
      boolean deleting = random.nextInt(PERCENT) < deletes;
      int which = reading || deleting ? random.nextInt(inserted + 1) : inserted++;
      Long key = keys[which * threads + number];
      long before = System.nanoTime();
      if (reading) {
        map.get(key);
      } else if (deleting) {
        map.remove(key);
      } else {
        map.put(key, key);
      }
      histogram.recordValue(System.nanoTime() - before);
    }
  }
}
