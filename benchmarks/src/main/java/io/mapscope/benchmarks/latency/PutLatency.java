package io.mapscope.benchmarks.latency;

import io.mapscope.benchmarks.peer.KeyKind;
import io.mapscope.benchmarks.peer.Keys;
import io.mapscope.benchmarks.run.Conditions;
import io.mapscope.benchmarks.run.RunFile;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/**
 * Every put of a map that grows from empty, timed: {@code PutLatency MAP ENTRIES FILE}. One map in
 * a process, so that no other shares its compiled code, under a collector that never collects and
 * with a heap whose pages are all there.
 *
 * <p>Implementation note. The clock is read around each put; the time is kept under the number of
 * the put, and written beside the percentiles, for {@link SamePut}. {@code NOISE} is the same loop
 * over a map that does nothing, and so shows what the machine adds: on a virtual machine a
 * processor is taken away for milliseconds now and then. Thread processor time is no help against
 * that: a guest may count stolen time as the thread's own, and reading it is a system call per put.
 * The file has the stolen time that the kernel tells for the whole machine instead.
 */
public final class PutLatency {

  /** The tool's name in the results. */
  public static final String TOOL = "put-latency";

  /** What is printed of the times, in percent. */
  public static final List<Double> PERCENTILES = List.of(50.0, 99.0, 99.99, 99.9999, 100.0);

  /** Maps of this many entries, so many times, until the loop is compiled for good. */
  private static final int WARM_UP_ENTRIES = 100_000;

  private static final int WARM_UPS = 20;

  /** How a file with the time of each put ends. */
  static final String TIMES = ".nanos";

  private PutLatency() {}

  /**
   * Runs.
   *
   * @param arguments see above; none to be told the subjects
   */
  public static void main(String[] arguments) {
    if (arguments.length == 0) {
      Arrays.stream(TimedMap.values()).forEach(System.out::println);
      return;
    }
    if (arguments.length != 3) {
      System.err.println("usage: PutLatency [MAP ENTRIES FILE]");
      System.exit(2);
    }
    long stolenBefore = Conditions.stolenMillis();
    TimedMap subject = TimedMap.valueOf(arguments[0]);
    PutTimes times = run(subject, Integer.parseInt(arguments[1]));
    long stolen = Conditions.stolenMillis() - stolenBefore;
    RunFile file = file(TOOL, subject, times);
    file.conditions().put("stolen", Long.toString(stolen));
    file.write(Path.of(arguments[2]));
    times.write(Path.of(arguments[2] + TIMES));
  }

  static PutTimes run(TimedMap subject, int entries) {
    Object[] keys = Keys.stored(KeyKind.LONG, entries);
    float[] nanos = new float[entries];
    for (int i = 0; i < WARM_UPS; i++) {
      time(subject.make(), keys, Math.min(entries, WARM_UP_ENTRIES), nanos);
    }
    Map<Object, Object> map = subject.make();
    time(map, keys, entries, nanos);
    if (map.size() != entries) {
      throw new IllegalStateException(subject + " has " + map.size() + " entries, not " + entries);
    }
    return new PutTimes(nanos);
  }

  private static void time(Map<Object, Object> map, Object[] keys, int entries, float[] nanos) {
    for (int i = 0; i < entries; i++) {
      Object key = keys[i];
      long begin = System.nanoTime();
      map.put(key, key);
      nanos[i] = System.nanoTime() - begin;
    }
  }

  /** The percentiles, as rows of a file. */
  static RunFile file(String tool, TimedMap subject, PutTimes times) {
    RunFile file = RunFile.of(tool);
    file.conditions().put("entries", Integer.toString(times.count()));
    file.conditions().put("subject", subject.name());
    for (double percentile : PERCENTILES) {
      file.add(kind(percentile), subject.name(), times.percentile(percentile));
    }
    return file;
  }

  /**
   * The kind of row that holds a percentile.
   *
   * @param percentile one of {@link #PERCENTILES}
   * @return as people write it
   */
  public static String kind(double percentile) {
    return percentile == 100
        ? "longest"
        : "p" + Double.toString(percentile).replaceAll("\\.0$", "");
  }
}
