package io.mapscope.benchmarks.guarding;

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

/** Lookups and updates of random keys that are there: each policy alone, all, and none. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(3)
public class GuardingBenchmark {

  /** What is around the map. */
  @Param public Guarded policies;

  /** How many keys. */
  @Param("100000")
  public int keys;

  private Long[] all;
  private ConcurrentMap<Long, Long> map;

  /** Fills the map. */
  @Setup
  public void fill() {
    map = policies.empty();
    all = new Long[keys];
    for (int i = 0; i < keys; i++) {
      all[i] = (long) i;
      map.put(all[i], all[i]);
    }
  }

  /** A lookup. */
  @Benchmark
  public Long get() {
    return map.get(key());
  }

  /** An update. */
  @Benchmark
  public Long put() {
    Long key = key();
    return map.put(key, key);
  }

  private Long key() {
    return all[ThreadLocalRandom.current().nextInt(all.length)];
  }
}
