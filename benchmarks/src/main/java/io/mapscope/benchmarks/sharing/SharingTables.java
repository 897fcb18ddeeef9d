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
    table.append(" longest, each fork | but for waits for a processor | each fork | stolen |\n");
    table.append("|---".repeat(GrowingLatency.PERCENTILES.size() + 7)).append("|\n");
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
        .append(each(forks, GrowingLatency.LATENCY, shared, last))
        .append(" | ")
        .append(Figures.duration(median(forks, GrowingLatency.OWN_LONGEST, shared, 0)))
        .append(" | ")
        .append(each(forks, GrowingLatency.OWN_LONGEST, shared, 0))
        .append(" | ")
        .append(forks.stream().mapToLong(f -> Long.parseLong(f.condition("stolen"))).sum())
        .append(" ms |\n");
  }

  private static String each(List<RunFile> forks, String kind, Shared shared, int index) {
    return Arrays.stream(sample(forks, kind, shared, index))
        .sorted()
        .mapToObj(Figures::duration)
        .collect(Collectors.joining(", "));
  }

  private static double median(List<RunFile> forks, String kind, Shared shared, int index) {
    return Samples.median(sample(forks, kind, shared, index));
  }

  private static double[] sample(List<RunFile> forks, String kind, Shared shared, int index) {
    return forks.stream().mapToDouble(f -> f.values(kind, shared.name()).get(index)).toArray();
  }
}
