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
import org.openjdk.jmh.infra.Blackhole;

/** Lookups in a map that has grown from empty, and iteration over all of it. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(3)
public class LookupBenchmark {

  private static final int PROBES = 100_000;

  /** Which map. */
  @Param public Peer peer;

  /** How many entries. */
  @Param({"100", "10000", "1000000", "4000000", "10000000"})
  public int size;

  /** Of which type. */
  @Param public KeyKind keys;

  private Keys all;
  private Map<Object, Object> map;
  private int next;

  /** Makes keys and map. */
  @Setup
  public void fill() {
    all = Keys.of(keys, size, PROBES);
    map = peer.maker().empty();
    for (Object key : all.stored) {
      map.put(key, key);
    }
  }

  /** Where to go on asking. */
  private int next() {
    int now = next;
    next = now + 1 == all.same.length ? 0 : now + 1;
    return now;
  }

  /** A lookup by the stored object itself. */
  @Benchmark
  public Object getSame() {
    return map.get(all.same[next()]);
  }

  /** A lookup by an equal copy. */
  @Benchmark
  public Object getEqual() {
    return map.get(all.equal[next()]);
  }

  /** A lookup that finds nothing. */
  @Benchmark
  public Object getAbsent() {
    return map.get(all.absent[next()]);
  }

  /** All keys and values; the time is that of the whole map. */
  @Benchmark
  public void iterate(Blackhole sink) {
    for (Map.Entry<Object, Object> entry : map.entrySet()) {
      sink.consume(entry.getKey());
      sink.consume(entry.getValue());
    }
  }
}
