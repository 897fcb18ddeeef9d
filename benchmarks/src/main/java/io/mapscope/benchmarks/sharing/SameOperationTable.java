package io.mapscope.benchmarks.sharing;

import io.mapscope.benchmarks.run.Figures;
import io.mapscope.benchmarks.run.RunFile;
import io.mapscope.benchmarks.run.Samples;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/** The runs of {@link SameOperation} as Markdown: a row for each of two maps, and their ratios. */
final class SameOperationTable {

  private static final List<String> CONDITIONS =
      List.of("machine", "jdk", "flags", "revision", "date");

  /**
   * The longest operation by its median.
   *
   * @param operation index and what it was, empty when none is as long as those that are kept
   * @param nanos the median
   * @param inserted entries inserted by then
   */
  private record Longest(String operation, double nanos, double inserted) {

    boolean isKnown() {
      return !operation.isEmpty();
    }

    String figure() {
      return (isKnown() ? "" : "below ") + Figures.duration(nanos);
    }

    String place() {
      return isKnown() ? operation + ", with " + Figures.millions(inserted) + " inserted" : "";
    }
  }

  private final Shared shared;
  private final List<RunFile> forks;

  private SameOperationTable(Shared shared, List<RunFile> all) {
    this.shared = shared;
    this.forks =
        all.stream()
            .filter(run -> run.condition("tool").equals(SameOperation.TOOL))
            .filter(run -> run.condition("subject").equals(shared.name()))
            .toList();
  }

  /** The table, the ratios, and of which runs they are. */
  static String of(List<RunFile> all) {
    SameOperationTable theirs = new SameOperationTable(Shared.CONCURRENT_HASH_MAP, all);
    SameOperationTable ours = new SameOperationTable(Shared.STRIPED, all);
    if (theirs.forks.isEmpty() || ours.forks.isEmpty()) {
      return "\nNot run.\n";
    }
    return """

        | map | entries | processes | million op/s | each | longest, same operation | which | of 1 ms and more | longest, each |
        |---|---|---|---|---|---|---|---|---|
        %s%s
        %s

        One thread, %s %% reads, %s %% of the writes deletes; of each operation the median over the processes. %s
        """
        .formatted(
            theirs.row(),
            ours.row(),
            ratios(theirs, ours),
            ours.forks.get(0).condition("reads"),
            ours.forks.get(0).condition("deletes"),
            conditions(theirs, ours));
  }

  private static String ratios(SameOperationTable theirs, SameOperationTable ours) {
    Longest their = theirs.longest();
    Longest our = ours.longest();
    return String.format(
        Locale.ROOT,
        "Striped beside `ConcurrentHashMap`: longest operation 1/%s%s, throughput %.2f.",
        Figures.threeDigits(their.nanos / our.nanos),
        our.isKnown() ? "" : " or less",
        Samples.median(ours.throughput()) / Samples.median(theirs.throughput()));
  }

  private static String conditions(SameOperationTable... tables) {
    return CONDITIONS.stream()
        .map(
            condition ->
                Arrays.stream(tables)
                    .flatMap(table -> table.forks.stream())
                    .map(run -> run.condition(condition))
                    .distinct()
                    .collect(Collectors.joining(", ")))
        .collect(Collectors.joining("; "));
  }

  private String row() {
    Longest longest = longest();
    return String.format(
        Locale.ROOT,
        "| %s | %s | %d | %.2f | %s | %s | %s | %d | %s |\n",
        shared.label(),
        Figures.millions(Double.parseDouble(forks.get(0).condition("entries"))),
        forks.size(),
        Samples.median(throughput()) / 1e6,
        Arrays.stream(throughput())
            .sorted()
            .mapToObj(rate -> String.format(Locale.ROOT, "%.2f", rate / 1e6))
            .collect(Collectors.joining(", ")),
        longest.figure(),
        longest.place(),
        medians().values().stream().filter(nanos -> nanos >= 1e6).count(),
        longestOfEach());
  }

  private double[] throughput() {
    return forks.stream()
        .mapToDouble(run -> run.values(SameOperation.THROUGHPUT, shared.name()).get(0))
        .toArray();
  }

  private String longestOfEach() {
    return forks.stream()
        .map(
            run ->
                kept(run).stream()
                    .mapToDouble(row -> row.values().get(0))
                    .max()
                    .orElse(GrowingThread.KEPT_NANOS))
        .sorted()
        .map(Figures::duration)
        .collect(Collectors.joining(", "));
  }

  private static List<RunFile.Row> kept(RunFile run) {
    return run.rows().stream().filter(row -> row.kind().equals(SameOperation.KEPT)).toList();
  }

  /** Of each operation that is long in more than half of the processes, the median. */
  private Map<String, Double> medians() {
    Map<String, List<Double>> times = new HashMap<>();
    for (RunFile run : forks) {
      for (RunFile.Row row : kept(run)) {
        times.computeIfAbsent(row.subject(), s -> new ArrayList<>()).add(row.values().get(0));
      }
    }
    Map<String, Double> medians = new HashMap<>();
    // Of an even number of processes the shorter one in the middle, as of puts.
    int shorter = (forks.size() - 1) / 2;
    times.forEach(
        (operation, nanos) -> {
          int absent = forks.size() - nanos.size();
          if (absent <= shorter) {
            Collections.sort(nanos);
            medians.put(operation, nanos.get(shorter - absent));
          }
        });
    return medians;
  }

  private Longest longest() {
    return medians().entrySet().stream()
        .max(Map.Entry.comparingByValue())
        .map(entry -> new Longest(entry.getKey(), entry.getValue(), inserted(entry.getKey())))
        .orElse(new Longest("", GrowingThread.KEPT_NANOS, 0));
  }

  private double inserted(String operation) {
    return forks.stream()
        .map(run -> run.values(SameOperation.KEPT, operation))
        .filter(values -> !values.isEmpty())
        .findFirst()
        .orElseThrow()
        .get(1);
  }
}
