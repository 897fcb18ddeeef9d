package io.mapscope.benchmarks.sharing;

import io.mapscope.benchmarks.run.Conditions;
import io.mapscope.benchmarks.run.RunFile;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.HdrHistogram.Histogram;

/**
 * How long each operation takes while threads fill a shared map from empty: {@code GrowingLatency
 * MAP ENTRIES THREADS READS DELETES FILE}, one map in a process.
 *
 * <p>Implementation note. Reads and deletes as in {@link SharingBenchmark}. Each thread inserts
 * keys of its own in order, and looks up and deletes any that it has inserted. A process each, so
 * that no map shares compiled code, or what the others have left in the heap; the collector is the
 * one that never collects, and all pages are there before. {@link Shared#NOTHING} is the same loop
 * over a map that does nothing, for as long as the others take: what it shows, the machine adds to
 * all. A longest stall is one moment out of half a minute; so there are forks, of which the table
 * has the median. And with as many threads as processors each other process of the machine takes
 * one from a thread for milliseconds; of each stall the kernel tells how much that was ({@link
 * GrowingThread}), and the table has the longest with and without it.
 */
public final class GrowingLatency {

  /** The tool's name in the results. */
  public static final String TOOL = "growing-latency";

  /** What is told of the histogram, in percent. */
  static final List<Double> PERCENTILES = List.of(50.0, 99.0, 99.9, 99.99, 99.999, 99.9999, 100.0);

  /** Rows of the file. */
  static final String LATENCY = "latency";

  /** Of the longest operation when waits for a processor are taken out of each. */
  static final String OWN_LONGEST = "longest but for waits for a processor";

  static final String THROUGHPUT = "operations per second";
  static final String STALL = "stall, waited for a processor, inserted";

  private static final double NANOS = 1e9;

  /** How much smaller a map is filled, and how often, until all is compiled. */
  private static final int WARM_UP_PART = 5;

  private static final int WARM_UPS = 2;

  /** How long nothing is done: about as long as the others work. */
  private static final long NOTHING_NANOS = TimeUnit.SECONDS.toNanos(25);

  private static final int TOLD_STALLS = 20;

  private final Shared shared;
  private final Supplier<ConcurrentMap<Long, Long>> maps;
  private final Long[] keys;
  private final int threads;
  private final int reads;
  private final int deletes;

  GrowingLatency(
      Shared shared,
      Supplier<ConcurrentMap<Long, Long>> maps,
      int entries,
      int threads,
      int reads,
      int deletes) {
    this.shared = shared;
    this.maps = maps;
    this.keys = new Long[shared.entriesOf(entries)];
    Arrays.setAll(keys, i -> (long) i);
    this.threads = threads;
    this.reads = reads;
    this.deletes = deletes;
  }

  /**
   * Runs.
   *
   * @param arguments see above; none to be told the maps
   */
  public static void main(String[] arguments) throws InterruptedException {
    if (arguments.length == 0) {
      Arrays.stream(Shared.values()).forEach(System.out::println);
    } else if (arguments.length == 6) {
      int[] numbers = Arrays.stream(arguments, 1, 5).mapToInt(Integer::parseInt).toArray();
      run(
              Shared.valueOf(arguments[0]),
              numbers[0],
              numbers[1],
              numbers[2],
              numbers[3],
              NOTHING_NANOS)
          .write(Path.of(arguments[5]));
      System.exit(0); // The owner thread's queue is left.
    } else {
      System.err.println("usage: GrowingLatency [MAP ENTRIES THREADS READS DELETES FILE]");
      System.exit(2);
    }
  }

  /** Runs for a map; for the one that does nothing, for so long. */
  static RunFile run(
      Shared shared, int entries, int threads, int reads, int deletes, long nothingNanos)
      throws InterruptedException {
    GrowingLatency latency =
        new GrowingLatency(shared, shared::empty, entries, threads, reads, deletes);
    latency.warmUp();
    RunFile file = latency.file(TOOL);
    long stolen = Conditions.stolenMillis();
    long start = System.nanoTime();
    List<GrowingThread> done = latency.fill();
    while (shared == Shared.NOTHING && System.nanoTime() - start < nothingNanos) {
      done.addAll(latency.fill());
    }
    double seconds = (System.nanoTime() - start) / NANOS;
    file.conditions().put("stolen", Long.toString(Conditions.stolenMillis() - stolen));
    latency.tell(done, seconds, file);
    return file;
  }

  void warmUp() throws InterruptedException {
    for (int i = 0; i < WARM_UPS; i++) {
      fill(Arrays.copyOf(keys, keys.length / WARM_UP_PART));
    }
  }

  /** A file with the conditions and no rows. */
  RunFile file(String tool) {
    RunFile file = RunFile.of(tool);
    file.conditions().put("entries", Integer.toString(keys.length));
    file.conditions().put("threads", Integer.toString(threads));
    file.conditions().put("reads", Integer.toString(reads));
    file.conditions().put("deletes", Integer.toString(deletes));
    file.conditions().put("subject", shared.name());
    return file;
  }

  private void tell(List<GrowingThread> done, double seconds, RunFile file) {
    Histogram all = done.get(0).histogram.copy();
    done.subList(1, done.size()).forEach(thread -> all.add(thread.histogram));
    file.add(
        LATENCY,
        shared.name(),
        PERCENTILES.stream().mapToDouble(p -> all.getValueAtPercentile(p)).toArray());
    file.add(THROUGHPUT, shared.name(), all.getTotalCount() / seconds);
    file.add(
        OWN_LONGEST,
        shared.name(),
        done.stream()
            .flatMap(thread -> thread.stalls.stream())
            .mapToDouble(GrowingThread.Stall::ownNanos)
            .max()
            .orElse(GrowingThread.STALL_NANOS));
    done.stream()
        .flatMap(thread -> thread.stalls.stream())
        .sorted(Comparator.comparingLong(GrowingThread.Stall::nanos).reversed())
        .limit(TOLD_STALLS)
        .forEach(
            s ->
                file.add(
                    STALL,
                    s.operation(),
                    (double) s.nanos(),
                    (double) s.waitedNanos(),
                    s.inserted()));
  }

  /** Fills a map with all keys. */
  List<GrowingThread> fill() throws InterruptedException {
    return fill(keys);
  }

  private List<GrowingThread> fill(Long[] some) throws InterruptedException {
    ConcurrentMap<Long, Long> map = maps.get();
    CyclicBarrier start = new CyclicBarrier(threads);
    List<GrowingThread> work = new ArrayList<>();
    List<Thread> running = new ArrayList<>();
    for (int i = 0; i < threads; i++) {
      GrowingThread one = new GrowingThread(map, some, i, threads);
      Thread thread =
          new Thread(
              () -> {
                await(start);
                one.fill(reads, deletes);
              });
      thread.start();
      work.add(one);
      running.add(thread);
    }
    for (Thread thread : running) {
      thread.join();
    }
    return work;
  }

  private static void await(CyclicBarrier barrier) {
    try {
      barrier.await();
    } catch (Exception e) {
      throw new IllegalStateException("the threads did not start together", e);
    }
  }
}
