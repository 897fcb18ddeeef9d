package io.mapscope.benchmarks.jmh;

import io.mapscope.benchmarks.overhead.MixedLoad;
import io.mapscope.benchmarks.peer.MapLoops;
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

/**
 * 70 % get, 20 % put, 10 % remove at a steady size, with nothing recorded: with {@code -prof gc} it
 * tells what an operation allocates.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(3)
public class MixedBenchmark {

  /** Which map. */
  @Param public Peer peer;

  /** How many entries. */
  @Param({"100", "1000000"})
  public int size;

  private MixedLoad load;
  private Map<Object, Object> map;
  private int next;

  /** Makes the steps, and the map at its steady size. */
  @Setup
  public void fill() {
    load = new MixedLoad(size);
    map = peer.maker().empty();
    load.fill(map);
  }

  /** One operation. */
  @Benchmark
  public Object operation() {
    int step = load.steps[next];
    next = next + 1 == load.steps.length ? 0 : next + 1;
    Object key = load.keys[step >>> MapLoops.STEP_BITS];
    return switch (step & MapLoops.STEP_MASK) {
      case MapLoops.GET -> map.get(key);
      case MapLoops.PUT -> map.put(key, key);
      default -> map.remove(key);
    };
  }
}
