package io.mapscope.benchmarks.latency;

import io.mapscope.benchmarks.peer.KeyKind;
import io.mapscope.benchmarks.peer.Keys;
import io.mapscope.benchmarks.peer.Peer;
import io.mapscope.benchmarks.run.Conditions;
import io.mapscope.benchmarks.run.RunFile;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.HdrHistogram.Histogram;

/**
 * Every put of a map that grows from empty, timed: {@code PutLatency PEER|NOISE ENTRIES FILE}. One
 * map in a process, so that no other shares its compiled code, under a collector that never
 * collects and with a heap whose pages are all there.
 *
 * <p>Implementation note. The clock is read around each put; the histogram (three digits) and the
 * longest put per slice of entry numbers are written outside of that. {@code NOISE} is the same
 * loop over a map that does nothing, and so shows what the machine adds: on a virtual machine a
 * processor is taken away for milliseconds now and then. Thread processor time is no help against
 * that: a guest may count stolen time as the thread's own, and reading it is a system call per put.
 * The file has the stolen time that the kernel tells for the whole machine instead; what tells
 * noise from map is that the noise falls on other entries in each fork.
 */
public final class PutLatency {

  /** The tool's name in the results. */
  public static final String TOOL = "put-latency";

  /** The subject that is no map. */
  public static final String NOISE = "NOISE";

  /** Slices of the plot: at 10M entries 20,000 puts each, a pixel and a half wide. */
  static final int SLICES = 500;

  /** What is printed of the histogram, in percent. */
  public static final List<Double> PERCENTILES = List.of(50.0, 99.0, 99.99, 99.9999, 100.0);

  /** Maps of this many entries, so many times, until the loop is compiled for good. */
  private static final int WARM_UP_ENTRIES = 100_000;

  private static final int WARM_UPS = 20;

  private static final long LONGEST_NANOS = 100_000_000_000L;
  private static final int DIGITS = 3;

  private PutLatency() {}

  /**
   * Runs.
   *
   * @param arguments see above; none to be told the subjects
   */
  public static void main(String[] arguments) {
    if (arguments.length == 0) {
      System.out.println(NOISE);
      Arrays.stream(Peer.values()).filter(Peer::isStallPeer).forEach(System.out::println);
      return;
    }
    if (arguments.length != 3) {
      System.err.println("usage: PutLatency [PEER|NOISE ENTRIES FILE]");
      System.exit(2);
    }
    run(arguments[0], Integer.parseInt(arguments[1])).write(Path.of(arguments[2]));
  }

  static RunFile run(String subject, int entries) {
    Supplier<Map<Object, Object>> maker =
        subject.equals(NOISE) ? NoMap::new : Peer.valueOf(subject).maker()::empty;
    Object[] keys = Keys.stored(KeyKind.LONG, entries);
    Histogram histogram = new Histogram(LONGEST_NANOS, DIGITS);
    long[] longest = new long[SLICES];
    for (int i = 0; i < WARM_UPS; i++) {
      time(maker.get(), keys, Math.min(entries, WARM_UP_ENTRIES), histogram, longest);
    }
    histogram.reset();
    Arrays.fill(longest, 0);

    long stolenBefore = Conditions.stolenMillis();
    Map<Object, Object> map = maker.get();
    time(map, keys, entries, histogram, longest);
    long stolen = Conditions.stolenMillis() - stolenBefore;
    if (map.size() != entries) {
      throw new IllegalStateException(subject + " has " + map.size() + " entries, not " + entries);
    }
    return file(subject, entries, histogram, longest, stolen);
  }

  private static void time(
      Map<Object, Object> map, Object[] keys, int entries, Histogram histogram, long[] longest) {
    for (int slice = 0; slice < longest.length; slice++) {
      int from = (int) ((long) entries * slice / longest.length);
      int to = (int) ((long) entries * (slice + 1) / longest.length);
      longest[slice] = timeSlice(map, keys, from, to, histogram);
    }
  }

  private static long timeSlice(
      Map<Object, Object> map, Object[] keys, int from, int to, Histogram histogram) {
    long longest = 0;
    for (int i = from; i < to; i++) {
      Object key = keys[i];
      long begin = System.nanoTime();
      map.put(key, key);
      long nanos = System.nanoTime() - begin;
      histogram.recordValue(nanos);
      longest = Math.max(longest, nanos);
    }
    return longest;
  }

  private static RunFile file(
      String subject, int entries, Histogram histogram, long[] longest, long stolenMillis) {
    RunFile file = RunFile.of(TOOL);
    file.conditions().put("entries", Integer.toString(entries));
    file.conditions().put("subject", subject);
    file.conditions().put("stolen", Long.toString(stolenMillis));
    for (double percentile : PERCENTILES) {
      file.add(kind(percentile), subject, (double) histogram.getValueAtPercentile(percentile));
    }
    for (int slice = 0; slice < longest.length; slice++) {
      file.add(sliceKind(slice), subject, (double) longest[slice]);
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

  static String sliceKind(int slice) {
    return "slice " + slice;
  }
}
