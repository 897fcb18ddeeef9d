package io.mapscope.benchmarks.run;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;

/**
 * What one run found: conditions, and rows of a kind, a subject and numbers. A text file with tabs,
 * so that it can be read and kept.
 *
 * @param conditions names and values
 * @param rows in the order of writing
 */
public record RunFile(Map<String, String> conditions, List<Row> rows) {

  private static final String SUFFIX = ".tsv";
  private static final String CONDITION = "# ";

  /** From here on a double does not tell all whole numbers apart. */
  private static final double EXACT_BELOW = 1L << 53;

  /**
   * One finding.
   *
   * @param kind what was measured
   * @param subject of which map or mode
   * @param values in the order that the kind prescribes
   */
  public record Row(String kind, String subject, List<Double> values) {}

  /**
   * Starts a file.
   *
   * @param tool name of the runner
   * @return a file with the conditions of this process and no rows
   */
  public static RunFile of(String tool) {
    Map<String, String> conditions = new LinkedHashMap<>();
    conditions.put("tool", tool);
    conditions.putAll(Conditions.current());
    return new RunFile(conditions, new ArrayList<>());
  }

  /**
   * Adds a finding.
   *
   * @param kind what was measured
   * @param subject of which map or mode
   * @param values the numbers
   */
  public void add(String kind, String subject, double... values) {
    rows.add(new Row(kind, subject, java.util.Arrays.stream(values).boxed().toList()));
  }

  /**
   * Writes the file, its folder too.
   *
   * @param file where to
   */
  public void write(Path file) {
    List<String> lines = new ArrayList<>();
    conditions.forEach((name, value) -> lines.add(CONDITION + name + ": " + value));
    for (Row row : rows) {
      StringBuilder line = new StringBuilder(row.kind()).append('\t').append(row.subject());
      row.values().forEach(value -> line.append('\t').append(text(value)));
      lines.add(line.toString());
    }
    try {
      Files.createDirectories(file.toAbsolutePath().getParent());
      Files.write(file, lines);
    } catch (IOException e) {
      throw new UncheckedIOException("results cannot be written to " + file, e);
    }
  }

  /** Counts as they are, as they may have to agree; of all else five digits. */
  private static String text(double value) {
    return value == Math.rint(value) && Math.abs(value) < EXACT_BELOW
        ? Long.toString((long) value)
        : String.format(Locale.ROOT, "%.5g", value);
  }

  /**
   * Reads all files of a folder.
   *
   * @param folder may be missing, which is as if empty
   * @return the files by name
   */
  public static List<RunFile> readAll(Path folder) {
    if (!Files.isDirectory(folder)) {
      return List.of();
    }
    try (Stream<Path> files = Files.list(folder)) {
      return files
          .filter(file -> file.toString().endsWith(SUFFIX))
          .sorted()
          .map(RunFile::read)
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException("results cannot be read from " + folder, e);
    }
  }

  private static RunFile read(Path file) {
    RunFile run = new RunFile(new LinkedHashMap<>(), new ArrayList<>());
    try (Stream<String> lines = Files.lines(file)) {
      lines.forEach(run::parse);
    } catch (IOException e) {
      throw new UncheckedIOException("results cannot be read from " + file, e);
    }
    return run;
  }

  private void parse(String line) {
    if (line.startsWith(CONDITION)) {
      int colon = line.indexOf(": ");
      conditions.put(line.substring(CONDITION.length(), colon), line.substring(colon + 2));
    } else {
      List<String> cells = List.of(line.split("\t", -1));
      rows.add(
          new Row(
              cells.get(0),
              cells.get(1),
              cells.subList(2, cells.size()).stream().map(Double::valueOf).toList()));
    }
  }

  /**
   * A condition.
   *
   * @param name its name
   * @return its value
   */
  public String condition(String name) {
    String value = conditions.get(name);
    if (value == null) {
      throw new IllegalArgumentException("a run of " + conditions + " does not tell its " + name);
    }
    return value;
  }

  /**
   * The numbers of a finding.
   *
   * @param kind what was measured
   * @param subject of which map or mode
   * @return the numbers, empty when it was not measured
   */
  public List<Double> values(String kind, String subject) {
    return rows.stream()
        .filter(row -> row.kind().equals(kind) && row.subject().equals(subject))
        .findFirst()
        .map(Row::values)
        .orElse(List.of());
  }
}
