package io.mapscope.benchmarks.report;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What JMH wrote as CSV. No cell of it has a comma or a quote inside. */
final class JmhRuns {

  /** JMH's name of the bytes that an operation allocates. */
  static final String ALLOCATED = ":gc.alloc.rate.norm";

  private static final String SUFFIX = ".csv";
  private static final int NAME = 0;
  private static final int SCORE = 4;
  private static final int SCORE_ERROR = 5;
  private static final int UNIT = 6;

  /**
   * One line.
   *
   * @param benchmark its name without package, and what of it
   * @param parameters as given to JMH, one after the other
   * @param score the mean
   * @param error half the 99.9 % interval, as JMH wrote it
   * @param unit of both
   */
  record Line(String benchmark, String parameters, double score, String error, String unit) {}

  final List<Line> lines = new ArrayList<>();

  JmhRuns(Path folder) {
    if (!Files.isDirectory(folder)) {
      return;
    }
    try (Stream<Path> files = Files.list(folder)) {
      for (Path file : files.filter(f -> f.toString().endsWith(SUFFIX)).sorted().toList()) {
        Files.readAllLines(file).stream().skip(1).forEach(this::parse);
      }
    } catch (IOException e) {
      throw new UncheckedIOException("JMH's results cannot be read from " + folder, e);
    }
  }

  private void parse(String text) {
    List<String> cells = List.of(text.replace("\"", "").split(",", -1));
    String name = cells.get(NAME);
    lines.add(
        new Line(
            name.substring(name.lastIndexOf('.', name.lastIndexOf("Benchmark")) + 1),
            cells.subList(UNIT + 1, cells.size()).stream()
                .filter(parameter -> !parameter.isEmpty())
                .collect(Collectors.joining(", ")),
            Double.parseDouble(cells.get(SCORE)),
            cells.get(SCORE_ERROR),
            cells.get(UNIT)));
  }

  String table() {
    StringBuilder table =
        new StringBuilder(
            "\n| benchmark | parameters | mean | ± | unit | B/op |\n|---|---|---|---|---|---|\n");
    for (Line line : lines) {
      if (!line.benchmark().contains(":")) {
        table.append(
            "| %s | %s | %s | %s | %s | %s |\n"
                .formatted(
                    line.benchmark(),
                    line.parameters(),
                    figure(line.score()),
                    line.error().equals("NaN") ? "" : figure(Double.parseDouble(line.error())),
                    line.unit(),
                    allocated(line)));
      }
    }
    return table.toString();
  }

  private String allocated(Line of) {
    return lines.stream()
        .filter(line -> line.benchmark().equals(of.benchmark() + ALLOCATED))
        .filter(line -> line.parameters().equals(of.parameters()))
        .findFirst()
        .map(line -> figure(line.score()))
        .orElse("");
  }

  private static String figure(double number) {
    return String.format(Locale.ROOT, number < 1 ? "%.4f" : "%,.1f", number);
  }
}
