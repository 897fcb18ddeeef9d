package io.mapscope.benchmarks.interleaved;

import io.mapscope.benchmarks.peer.KeyKind;
import io.mapscope.benchmarks.peer.Keys;
import io.mapscope.benchmarks.peer.Peer;
import io.mapscope.benchmarks.run.RunFile;
import io.mapscope.benchmarks.run.Samples;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;

/**
 * All maps in one process, in turns: {@code InterleavedBenchmark SIZE LONG|STRING PASSES ROUNDS
 * FILE}.
 *
 * <p>Per measure and map the file has the median time of a round in nanoseconds per operation, the
 * quartiles of it, the median of HashMap's time divided by it in the same round, how far that may
 * be off, and the number of rounds.
 *
 * <p>Implementation note. A plain run of one map after the other gives ratios of the machine's
 * moods. Here the maps take turns ({@link Pass}), and what is recorded is how each did in the same
 * round. The price is that they share the processor's caches: each slice starts with the caches
 * full of another map, which {@value Pass#SLICE} operations outweigh. They do not share compiled
 * code: each has loops of its own ({@link io.mapscope.benchmarks.peer.MapLoops}), and each variant
 * of our map its own copy of the library. There is one type of keys in a process, so that the
 * profile of {@code key.hashCode()} is that of a program with one type of keys. Warm-up is on maps
 * of at most {@value #WARM_UP_SIZE} entries, and some rounds at full size that are dropped.
 */
public final class InterleavedBenchmark {

  /** The tool's name in the results. */
  public static final String TOOL = "interleaved";

  /** Large enough for growth and for slices of several maps, small enough to be quick. */
  private static final int WARM_UP_SIZE = 20_000;

  /** Each has some 100,000 calls of each operation of each map, ten times what compiles a loop. */
  private static final int WARM_UP_PASSES = 15;

  private InterleavedBenchmark() {}

  /**
   * Runs.
   *
   * @param arguments see above
   */
  public static void main(String[] arguments) {
    if (arguments.length != 5) {
      System.err.println("usage: InterleavedBenchmark SIZE LONG|STRING PASSES ROUNDS FILE");
      System.exit(2);
    }
    int size = Integer.parseInt(arguments[0]);
    KeyKind kind = KeyKind.valueOf(arguments[1]);
    int passes = Integer.parseInt(arguments[2]);
    int rounds = Integer.parseInt(arguments[3]);
    run(size, kind, passes, rounds, WARM_UP_PASSES).write(Path.of(arguments[4]));
  }

  static RunFile run(int size, KeyKind kind, int passes, int rounds, int warmUpPasses) {
    List<Contestant> contestants = Arrays.stream(Peer.values()).map(Contestant::new).toList();
    Pass warmUp = new Pass(contestants, keys(kind, Math.min(size, WARM_UP_SIZE)));
    for (int i = 0; i < warmUpPasses; i++) {
      warmUp.run(2);
    }
    contestants.forEach(Contestant::forget);

    Pass pass = new Pass(contestants, keys(kind, size));
    for (int i = 0; i < passes; i++) {
      pass.run(Math.max(1, rounds / passes));
    }

    RunFile file = RunFile.of(TOOL);
    file.conditions().put("size", Integer.toString(size));
    file.conditions().put("keys", kind.name());
    file.conditions().put("passes", Integer.toString(passes));
    file.conditions().put("rounds", Integer.toString(rounds));
    file.conditions().put("collections", Long.toString(pass.collectionsWithin()));
    for (Measure measure : Measure.values()) {
      report(measure, contestants, file);
    }
    return file;
  }

  private static Keys keys(KeyKind kind, int size) {
    return Keys.of(kind, size, Pass.SLICE);
  }

  private static void report(Measure measure, List<Contestant> contestants, RunFile file) {
    double[] base = null;
    for (Contestant contestant : contestants) {
      double[] nanos = contestant.takeSamples(measure);
      if (nanos.length == 0) {
        return;
      }
      if (base == null) {
        base = nanos;
      }
      double[] ratios = new double[nanos.length];
      for (int i = 0; i < nanos.length; i++) {
        ratios[i] = base[i] / nanos[i];
      }
      file.add(
          measure.name(),
          contestant.peer.name(),
          Samples.median(nanos),
          Samples.quantile(nanos, 0.25),
          Samples.quantile(nanos, 0.75),
          Samples.median(ratios),
          Samples.medianError(ratios),
          nanos.length);
    }
  }
}
