package io.mapscope.benchmarks.sharing;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.ConcurrentMap;
import org.HdrHistogram.Histogram;

/**
 * One of the threads that fill a map, and what each of its operations took.
 *
 * <p>Implementation note. Between the two readings of the clock lies the operation and nothing
 * else. Once in a while, and after each stall, the kernel is asked how long the thread has waited
 * for a processor, so that of each stall it is known whether the thread had one.
 */
final class GrowingThread {

  /** An operation this long is looked at. */
  static final long STALL_NANOS = 500_000;

  /** So many operations, some 0.2 ms, between two questions to the kernel. */
  private static final int OPERATIONS = 1 << 9;

  /** An operation this long is kept with its number: some thousands in a run. */
  static final long KEPT_NANOS = 20_000;

  private static final int PERCENT = 100;
  private static final int DIGITS = 3;
  private static final long LONGEST_NANOS = 100_000_000_000L;

  /**
   * A long operation.
   *
   * @param operation get, put or remove
   * @param nanos how long it took
   * @param waitedNanos how much of it, at most, the thread waited for a processor
   * @param inserted how many entries the thread had inserted by then
   */
  record Stall(String operation, long nanos, long waitedNanos, int inserted) {

    /** What is left when the wait for a processor is taken out. */
    long ownNanos() {
      return nanos - waitedNanos;
    }
  }

  /**
   * An operation of at least {@link #KEPT_NANOS}. What a thread does follows from its number alone,
   * so the same index is the same operation in each process.
   *
   * @param index which of the operations of the thread
   * @param operation get, put or remove
   * @param nanos how long it took
   * @param inserted how many entries the thread had inserted by then
   */
  record Kept(long index, String operation, long nanos, int inserted) {}

  final List<Kept> kept = new ArrayList<>();
  final Histogram histogram = new Histogram(LONGEST_NANOS, DIGITS);
  final List<Stall> stalls = new ArrayList<>();

  private final ConcurrentMap<Long, Long> map;
  private final Long[] keys;
  private final int first;
  private final int step;
  private final SplittableRandom random;
  private long waited;

  /** Takes every so many-th key from the first. */
  GrowingThread(ConcurrentMap<Long, Long> map, Long[] keys, int first, int step) {
    this.map = map;
    this.keys = keys;
    this.first = first;
    this.step = step;
    this.random = new SplittableRandom(first);
  }

  /** Inserts all of its keys; of all operations so many percent read, of the rest delete. */
  void fill(int reads, int deletes) {
    waited = RunQueue.waitedNanos();
    int own = keys.length / step;
    int inserted = 0;
    for (long i = 0; inserted < own; i++) {
      boolean reading = random.nextInt(PERCENT) < reads;
      boolean deleting = random.nextInt(PERCENT) < deletes;
      int which = reading || deleting ? random.nextInt(inserted + 1) : inserted++;
      Long key = keys[which * step + first];
      long before = System.nanoTime();
      if (reading) {
        map.get(key);
      } else if (deleting) {
        map.remove(key);
      } else {
        map.put(key, key);
      }
      long nanos = System.nanoTime() - before;
      histogram.recordValue(nanos);
      if (nanos >= KEPT_NANOS) {
        String operation = reading ? "get" : deleting ? "remove" : "put";
        kept.add(new Kept(i, operation, nanos, inserted));
        if (nanos >= STALL_NANOS) {
          stalled(operation, nanos, inserted);
        }
      } else if (i % OPERATIONS == 0) {
        waited = RunQueue.waitedNanos();
      }
    }
  }

  private void stalled(String operation, long nanos, int inserted) {
    long now = RunQueue.waitedNanos();
    stalls.add(new Stall(operation, nanos, Math.min(nanos, now - waited), inserted));
    waited = now;
  }
}
