package io.mapscope.benchmarks.sharing;

import io.mapscope.benchmarks.run.Conditions;
import io.mapscope.benchmarks.run.Figures;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * What JMH found with {@link SharingBenchmark}, as Markdown: {@code ThroughputTable FOLDER}. A row
 * for each map and number of threads, a column for each share of reads and deletes. Each figure has
 * JMH's error beside it, where there is one. JMH does not tell where it ran, so what stands under
 * the table is told by the process that prints it, which {@code benchmarks/run} starts right after
 * on the same JDK.
 */
public final class ThroughputTable {

  private static final String SUFFIX = ".csv";
  private static final String ERROR = "Score Error (99.9%)";

  /** Reads, deletes; in the order of the columns. */
  private record Mix(int reads, int deletes) implements Comparable<Mix> {
    @Override
    public int compareTo(Mix other) {
      int byReads = Integer.compare(reads, other.reads);
      return byReads != 0 ? byReads : Integer.compare(deletes, other.deletes);
    }
  }

  private record Row(Shared map, int threads) implements Comparable<Row> {
    @Override
    public int compareTo(Row other) {
      int byMap = map.compareTo(other.map);
      return byMap != 0 ? byMap : Integer.compare(threads, other.threads);
    }
  }

  private final TreeMap<Row, TreeMap<Mix, String>> cells = new TreeMap<>();
  private final TreeMap<Mix, Boolean> mixes = new TreeMap<>();

  private ThroughputTable() {}

  /**
   * Prints.
   *
   * @param arguments the folder of JMH's results as CSV
   */
  public static void main(String[] arguments) {
    if (arguments.length != 1) {
      System.err.println("usage: ThroughputTable FOLDER");
      System.exit(2);
    }
    ThroughputTable table = new ThroughputTable();
    try (Stream<Path> files = Files.list(Path.of(arguments[0]))) {
      for (Path file : files.filter(f -> f.toString().endsWith(SUFFIX)).sorted().toList()) {
        table.read(Files.readAllLines(file));
      }
    } catch (IOException e) {
      throw new UncheckedIOException("JMH's results cannot be read from " + arguments[0], e);
    }
    System.out.print(table.text(Conditions.current()));
  }

  /** The table of the lines of one file. */
  static String of(List<String> lines, Map<String, String> conditions) {
    ThroughputTable table = new ThroughputTable();
    table.read(lines);
    return table.text(conditions);
  }

  private void read(List<String> lines) {
    List<String> names = split(lines.get(0));
    for (String line : lines.subList(1, lines.size())) {
      List<String> values = split(line);
      Function<String, String> cell = name -> values.get(names.indexOf(name));
      Mix mix =
          new Mix(
              Integer.parseInt(cell.apply("Param: reads")),
              Integer.parseInt(cell.apply("Param: deletes")));
      Row row =
          new Row(
              Shared.valueOf(cell.apply("Param: map")), Integer.parseInt(cell.apply("Threads")));
      mixes.put(mix, true);
      cells
          .computeIfAbsent(row, r -> new TreeMap<>())
          .put(mix, figure(cell.apply("Score"), cell.apply(ERROR)));
    }
  }

  /** JMH has no error when it measured once; it is not a number then. */
  private static String figure(String score, String error) {
    String figure = Figures.threeDigits(Double.parseDouble(score));
    double half = Double.parseDouble(error);
    return Double.isNaN(half) ? figure + ", one fork" : figure + " ± " + Figures.threeDigits(half);
  }

  /** No cell has a comma or a quote inside. */
  private static List<String> split(String line) {
    return List.of(line.replace("\"", "").split(",", -1));
  }

  private String text(Map<String, String> conditions) {
    StringBuilder text = new StringBuilder("\n| map | threads |");
    mixes.keySet().forEach(mix -> text.append(" %d/%d |".formatted(mix.reads, mix.deletes)));
    text.append("\n|---|---|").append("---|".repeat(mixes.size())).append('\n');
    cells.forEach(
        (row, of) -> {
          text.append("| %s | %d |".formatted(row.map.label(), row.threads));
          mixes.keySet().forEach(mix -> text.append(" %s |".formatted(of.getOrDefault(mix, ""))));
          text.append('\n');
        });
    text.append(
        "\nMillion operations a second, reads/deletes in percent; ± is half of JMH's interval of 99.9 %.");
    text.append(
        "\n%s; %s; revision %s; %s\n"
            .formatted(
                conditions.get("machine"),
                conditions.get("jdk"),
                conditions.get("revision"),
                conditions.get("date")));
    return text.toString();
  }
}
