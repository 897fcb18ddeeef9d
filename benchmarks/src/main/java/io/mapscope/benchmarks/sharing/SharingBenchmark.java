package io.mapscope.benchmarks.sharing;

import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/**
 * Reads, puts and deletes of random keys by threads that share a map of a steady size; {@code -t}
 * says how many threads.
 *
 * <p>The size follows from the share of deletes: a key is put or deleted at random, so the share of
 * the keys that are in the map tends to that of the puts among the writes.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(3)
public class SharingBenchmark {

  private static final int PERCENT = 100;

  /** Which map. */
  @Param({
    "CONCURRENT_HASH_MAP",
    "STRIPED",
    "READ_WRITE",
    "ONE_LOCK",
    "READ_MOSTLY",
    "OWNER_THREAD",
    "COPY_ON_WRITE"
  })
  public Shared map;

  /** Percent of the operations that are lookups. */
  @Param({"50", "90", "99"})
  public int reads;

  /** Percent of the writes that are deletes. */
  @Param({"1", "10", "40"})
  public int deletes;

  /** How many keys; a hundredth for the map that copies itself at each write. */
  @Param("100000")
  public int keys;

  private Long[] all;
  private ConcurrentMap<Long, Long> shared;

  /** Fills the map by the share of keys that it will keep. */
  @Setup
  public void fill() {
    all = new Long[map.copies() ? Math.max(1, keys / PERCENT) : keys];
    shared = map.empty();
    for (int i = 0; i < all.length; i++) {
      all[i] = (long) i;
      if (i % PERCENT >= deletes) {
        shared.put(all[i], all[i]);
      }
    }
  }

  /** One operation. */
  @Benchmark
  public Long operation() {
    ThreadLocalRandom random = ThreadLocalRandom.current();
    Long key = all[random.nextInt(all.length)];
    if (random.nextInt(PERCENT) < reads) {
      return shared.get(key);
    }
    return random.nextInt(PERCENT) < deletes ? shared.remove(key) : shared.put(key, key);
  }
}
