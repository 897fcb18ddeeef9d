package io.mapscope.benchmarks.sharing;

import io.mapscope.benchmarks.run.Figures;
import io.mapscope.benchmarks.run.RunFile;
import io.mapscope.benchmarks.run.Samples;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/**
 * Prints what the runs of {@link GrowingLatency} found as Markdown: {@code SharingTables FOLDER}.
 * Of several forks each figure is the median.
 */
public final class SharingTables {

  private static final List<String> CONDITIONS =
      List.of("machine", "jdk", "flags", "revision", "date");

  private final List<RunFile> runs;

  private SharingTables(List<RunFile> runs) {
    this.runs = runs;
  }

  /**
   * Prints.
   *
   * @param arguments the folder of the runs
   */
  public static void main(String[] arguments) {
    if (arguments.length != 1) {
      System.err.println("usage: SharingTables FOLDER");
      System.exit(2);
    }
    System.out.print(table(RunFile.readAll(Path.of(arguments[0]))));
  }

  /** The table, and of which runs it is. */
  static String table(List<RunFile> all) {
    List<RunFile> runs =
        all.stream().filter(run -> run.condition("tool").equals(GrowingLatency.TOOL)).toList();
    return runs.isEmpty() ? "\nNot run.\n" : new SharingTables(runs).table();
  }

  private String table() {
    StringBuilder table = new StringBuilder("\n");
    RunFile one = runs.get(0);
    table.append(
        "%s threads, %s %% reads, %s %% of the writes deletes; "
            .formatted(one.condition("threads"), one.condition("reads"), one.condition("deletes")));
    table.append(
        CONDITIONS.stream()
            .map(
                c ->
                    runs.stream()
                        .map(r -> r.condition(c))
                        .distinct()
                        .collect(Collectors.joining(", ")))
            .collect(Collectors.joining("; ")));
    table.append("\n\n| map | entries | million op/s |");
    GrowingLatency.PERCENTILES.forEach(p -> table.append(' ').append(label(p)).append(" |"));
    table.append(" longest, each fork | without a processor | stolen |\n");
    table.append("|---".repeat(GrowingLatency.PERCENTILES.size() + 6)).append("|\n");
    for (Shared shared : Shared.values()) {
      row(shared, table);
    }
    return table.toString();
  }

  private static String label(double percentile) {
    return percentile == 100
        ? "longest"
        : "p" + Double.toString(percentile).replaceAll("\\.0$", "");
  }

  private void row(Shared shared, StringBuilder table) {
    List<RunFile> forks =
        runs.stream().filter(run -> run.condition("subject").equals(shared.name())).toList();
    if (forks.isEmpty()) {
      return;
    }
    int entries = Integer.parseInt(forks.get(0).condition("entries"));
    table.append(
        String.format(
            Locale.ROOT,
            "| %s | %s | %.2f |",
            shared.label(),
            Figures.millions(entries),
            median(forks, GrowingLatency.THROUGHPUT, shared, 0) / 1e6));
    int last = GrowingLatency.PERCENTILES.size() - 1;
    for (int i = 0; i <= last; i++) {
      table
          .append(' ')
          .append(Figures.duration(median(forks, GrowingLatency.LATENCY, shared, i)))
          .append(" |");
    }
    table
        .append(' ')
        .append(
            Arrays.stream(sample(forks, GrowingLatency.LATENCY, shared, last))
                .sorted()
                .mapToObj(Figures::duration)
                .collect(Collectors.joining(", ")))
        .append(" | ")
        .append(
            forks.stream().map(SharingTables::withoutProcessor).collect(Collectors.joining(", ")))
        .append(" | ")
        .append(forks.stream().mapToLong(f -> Long.parseLong(f.condition("stolen"))).sum())
        .append(" ms |\n");
  }

  private static double median(List<RunFile> forks, String kind, Shared shared, int index) {
    return Samples.median(sample(forks, kind, shared, index));
  }

  private static double[] sample(List<RunFile> forks, String kind, Shared shared, int index) {
    return forks.stream().mapToDouble(f -> f.values(kind, shared.name()).get(index)).toArray();
  }

  /** Of a fork's longest stall, the part that the thread waited for a processor. */
  private static String withoutProcessor(RunFile fork) {
    return fork.rows().stream()
        .filter(row -> row.kind().equals(GrowingLatency.STALL))
        .findFirst() // They are sorted.
        .map(row -> Figures.duration(row.values().get(1)))
        .orElse("none");
  }
}
