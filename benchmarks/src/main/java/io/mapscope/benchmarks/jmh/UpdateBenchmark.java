package io.mapscope.benchmarks.jmh;

import io.mapscope.benchmarks.peer.KeyKind;
import io.mapscope.benchmarks.peer.Keys;
import io.mapscope.benchmarks.peer.Peer;
import java.util.Map;
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

/** Whole maps filled from empty or presized, and single entries removed and put back. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(3)
public class UpdateBenchmark {

  private static final int PROBES = 100_000;

  /** Which map. */
  @Param public Peer peer;

  /** How many entries. */
  @Param({"100", "10000", "1000000", "4000000", "10000000"})
  public int size;

  /** Of which type. */
  @Param public KeyKind keys;

  private Keys all;
  private Map<Object, Object> full;
  private int next;

  /** Makes keys, and the map that stays full. */
  @Setup
  public void fill() {
    all = Keys.of(keys, size, PROBES);
    full = putAll(peer.maker().empty());
  }

  private Map<Object, Object> putAll(Map<Object, Object> map) {
    for (Object key : all.stored) {
      map.put(key, key);
    }
    return map;
  }

  /** A whole map, growing from empty. */
  @Benchmark
  public Map<Object, Object> grow() {
    return putAll(peer.maker().empty());
  }

  /** A whole map that knew its size. */
  @Benchmark
  public Map<Object, Object> putPresized() {
    return putAll(peer.maker().presized(size));
  }

  /** One entry out and in again, so that the map stays as it is. */
  @Benchmark
  public Object removeAndPut() {
    Object key = all.equal[next];
    next = next + 1 == all.equal.length ? 0 : next + 1;
    Object value = full.remove(key);
    full.put(value, value);
    return value;
  }
}
