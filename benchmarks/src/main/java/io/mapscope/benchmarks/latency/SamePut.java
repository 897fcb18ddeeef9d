package io.mapscope.benchmarks.latency;

import io.mapscope.benchmarks.peer.Peer;
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
    for (String subject : PutLatency.subjects()) {
      List<Path> forks = forks(folder, subject);
      if (!forks.isEmpty()) {
        PutTimes medians = PutTimes.medians(forks.stream().map(PutTimes::read).toList());
        file(subject, medians, forks.size())
            .write(folder.resolve("latency-" + subject + "-same.tsv"));
      }
    }
  }

  private static List<Path> forks(Path folder, String subject) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      String prefix = "latency-" + subject + "-";
      return files
          .filter(file -> file.getFileName().toString().startsWith(prefix))
          .filter(file -> file.toString().endsWith(PutLatency.TIMES))
          .toList();
    }
  }

  static RunFile file(String subject, PutTimes medians, int forks) {
    RunFile file = PutLatency.file(TOOL, subject, medians);
    file.conditions().put("forks", Integer.toString(forks));
    for (int slice = 0; slice < PutLatency.SLICES; slice++) {
      file.add(sliceKind(slice), subject, medians.longest(slice, PutLatency.SLICES));
    }
    return file;
  }

  static String sliceKind(int slice) {
    return "slice " + slice;
  }

  /** Every slice's longest put, in nanoseconds. */
  static double[] slices(RunFile file, Peer peer) {
    double[] slices = new double[PutLatency.SLICES];
    Arrays.setAll(slices, i -> file.values(sliceKind(i), peer.name()).get(0));
    return slices;
  }
}
