package io.mapscope.benchmarks.overhead;

import io.mapscope.benchmarks.peer.InstrumentedMaker;
import io.mapscope.benchmarks.peer.LibraryCopy;
import io.mapscope.benchmarks.peer.MapLoops;
import io.mapscope.benchmarks.peer.MapMaker;
import io.mapscope.benchmarks.run.RunFile;
import io.mapscope.benchmarks.run.Samples;
import io.mapscope.events.MapscopeEvents;
import io.mapscope.events.RecordingSettings;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.DoubleStream;
import jdk.jfr.Recording;

/**
 * The price of being observed: {@code Overhead ENTRIES ROUNDS FILE}.
 *
 * <p>Per mode and copy the file has the median time of an operation in nanoseconds, the median of
 * it divided by that of the copy with events off in the same round, how far that may be off, and
 * the number of rounds.
 *
 * <p>Implementation note. {@code -Dmapscope.events=off} is read once, into a static final, so off
 * and on need two copies of the library ({@link LibraryCopy}), each with its own loops. Both do the
 * same steps on a map of the same seed, so at every moment both maps look the same, and take turns,
 * so that a percent can be told where the machine's speed wanders by a hundred. A third copy, off
 * too, says what this comparison is worth: how far two equal things seem to differ. The maps are
 * built anew {@value #LAYOUTS} times, as where a map comes to lie in memory makes a difference of
 * its own.
 */
public final class Overhead {

  /** The tool's name in the results. */
  public static final String TOOL = "overhead";

  private static final int SLICE = 100_000;
  private static final int LAYOUTS = 5;
  private static final int WARM_UP_ROUNDS = 10;

  /** Profile settings record every operation: a tenth of the rounds is slow enough. */
  private static final int PROFILE_SHARE = 10;

  private static final long RECORDING_BYTES = 64 << 20;
  private static final long ORDER_SEED = 5;

  /** The copies of the library. */
  public enum Copy {
    OFF("off"),
    OFF_AGAIN("off"),
    ON("on");

    private final String events;

    Copy(String events) {
      this.events = events;
    }
  }

  /** What is recorded meanwhile. */
  public enum Mode {
    NO_RECORDING("no recording"),
    PRODUCTION("`mapscope.jfc` recording"),
    PROFILE("`mapscope-profile.jfc` recording");

    private final String label;

    Mode(String label) {
      this.label = label;
    }

    /**
     * Name for people.
     *
     * @return as in the tables
     */
    public String label() {
      return label;
    }

    private Recording start() {
      if (this == NO_RECORDING) {
        return null;
      }
      RecordingSettings settings =
          this == PRODUCTION ? RecordingSettings.PRODUCTION : RecordingSettings.PROFILE;
      Recording recording = new Recording(settings.configuration());
      recording.setMaxSize(RECORDING_BYTES);
      recording.start();
      return recording;
    }
  }

  private static final class Side {
    final Copy copy;
    final MapLoops loops = MapLoops.compiledApart();
    final MapMaker maker;
    DoubleStream.Builder nanos = DoubleStream.builder();
    Map<Object, Object> map;
    int found;

    Side(Copy copy) {
      this.copy = copy;
      this.maker =
          LibraryCopy.load(
              InstrumentedMaker.SameLayout.class, Map.of(MapscopeEvents.SWITCH, copy.events));
    }
  }

  private final MixedLoad load;
  private final List<Side> sides = new ArrayList<>();
  private final Random order = new Random(ORDER_SEED);
  private int position;

  private Overhead(int entries) {
    load = new MixedLoad(entries);
    for (Copy copy : Copy.values()) {
      sides.add(new Side(copy));
    }
  }

  /**
   * Runs.
   *
   * @param arguments see above
   */
  public static void main(String[] arguments) {
    if (arguments.length != 3) {
      System.err.println("usage: Overhead ENTRIES ROUNDS FILE");
      System.exit(2);
    }
    run(Integer.parseInt(arguments[0]), Integer.parseInt(arguments[1]), LAYOUTS, WARM_UP_ROUNDS)
        .write(Path.of(arguments[2]));
  }

  static RunFile run(int entries, int rounds, int layouts, int warmUpRounds) {
    Overhead overhead = new Overhead(entries);
    RunFile file = RunFile.of(TOOL);
    file.conditions().put("entries", Integer.toString(entries));
    file.conditions().put("rounds", Integer.toString(rounds));
    for (Mode mode : Mode.values()) {
      int share = mode == Mode.PROFILE ? PROFILE_SHARE : 1;
      overhead.measure(mode, rounds / share, layouts, warmUpRounds);
      overhead.report(mode, file);
    }
    return file;
  }

  @SuppressWarnings("try") // A recording only has to be open meanwhile.
  private void measure(Mode mode, int rounds, int layouts, int warmUpRounds) {
    try (Recording recording = mode.start()) {
      for (int layout = 0; layout < layouts; layout++) {
        build();
        turns(warmUpRounds, false);
        turns(Math.max(1, rounds / layouts), true);
      }
    }
  }

  private void build() {
    sides.forEach(side -> side.map = null);
    System.gc();
    Collections.shuffle(sides, order);
    for (Side side : sides) {
      side.map = side.maker.empty();
      load.fill(side.map);
    }
    position = 0;
  }

  private void turns(int rounds, boolean recorded) {
    for (int i = 0; i < rounds; i++) {
      int from = position % (load.steps.length - SLICE);
      position += SLICE;
      Collections.shuffle(sides, order);
      for (Side side : sides) {
        long begin = System.nanoTime();
        side.found = side.loops.run(side.map, load.keys, load.steps, from, from + SLICE);
        long nanos = System.nanoTime() - begin;
        if (recorded) {
          side.nanos.add(nanos / (double) SLICE);
        }
      }
      if (sides.stream().mapToInt(side -> side.found).distinct().count() != 1) {
        throw new IllegalStateException("copies of the library disagree about what they found");
      }
    }
  }

  /** The second copy is compared with the first, the third with the middle of both. */
  private void report(Mode mode, RunFile file) {
    sides.sort(Comparator.comparing(side -> side.copy));
    double[] off = null;
    for (Side side : sides) {
      double[] nanos = side.nanos.build().toArray();
      side.nanos = DoubleStream.builder();
      off = off == null ? nanos.clone() : off;
      double[] ratios = new double[nanos.length];
      for (int i = 0; i < ratios.length; i++) {
        ratios[i] = nanos[i] / off[i];
        off[i] = side.copy == Copy.OFF_AGAIN ? (off[i] + nanos[i]) / 2 : off[i];
      }
      file.add(
          mode.name(),
          side.copy.name(),
          Samples.median(nanos),
          Samples.median(ratios),
          Samples.medianError(ratios),
          nanos.length);
    }
  }
}
