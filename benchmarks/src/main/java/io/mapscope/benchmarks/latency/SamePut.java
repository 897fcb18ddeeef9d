package io.mapscope.benchmarks.latency;

import io.mapscope.benchmarks.run.RunFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

/**
 * What the forks of {@link PutLatency} have in common: {@code SamePut FOLDER}.
 *
 * <p>Implementation note. Of ten million puts p99.9999 is the tenth longest, and a machine that
 * takes the processor away a hundred times in that run has those ten to itself, for every map and
 * for none. All subjects do the same each time (keys, hash seeds, and a collector that never
 * collects), so a cost of the map falls on the same put in each process, and the median of that put
 * has it; an interruption falls on another. The loop over no map shows how much of the machine is
 * left in the medians.
 */
public final class SamePut {

  /** The tool's name in the results. */
  public static final String TOOL = "put-latency-same";

  /** Slices of the plot: at 10M entries 20,000 puts each, a pixel and a half wide. */
  private static final int SLICES = 500;

  private SamePut() {}

  /**
   * Runs.
   *
   * @param arguments see above
   * @throws IOException when the folder cannot be read
   */
  public static void main(String[] arguments) throws IOException {
    if (arguments.length != 1) {
      System.err.println("usage: SamePut FOLDER");
      System.exit(2);
    }
    Path folder = Path.of(arguments[0]);
    for (TimedMap subject : TimedMap.values()) {
      List<Path> forks = forks(folder, subject);
      if (!forks.isEmpty()) {
        PutTimes medians = PutTimes.medians(forks.stream().map(PutTimes::read).toList());
        file(subject, medians, forks.size())
            .write(folder.resolve("latency-" + subject + "-same.tsv"));
      }
    }
  }

  private static List<Path> forks(Path folder, TimedMap subject) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      String prefix = "latency-" + subject + "-";
      return files
          .filter(file -> file.getFileName().toString().startsWith(prefix))
          .filter(file -> file.toString().endsWith(PutLatency.TIMES))
          .toList();
    }
  }

  private static RunFile file(TimedMap subject, PutTimes medians, int forks) {
    RunFile file = PutLatency.file(TOOL, subject, medians);
    file.conditions().put("forks", Integer.toString(forks));
    for (int slice = 0; slice < SLICES; slice++) {
      file.add(sliceKind(slice), subject.name(), medians.longest(slice, SLICES));
    }
    return file;
  }

  private static String sliceKind(int slice) {
    return "slice " + slice;
  }

  /** How many puts a slice has. */
  static int sliceSize(int puts) {
    return puts / SLICES;
  }

  /** Every slice's longest put, in nanoseconds. */
  static double[] slices(RunFile file, TimedMap subject) {
    double[] slices = new double[SLICES];
    Arrays.setAll(slices, i -> file.values(sliceKind(i), subject.name()).get(0));
    return slices;
  }
}
