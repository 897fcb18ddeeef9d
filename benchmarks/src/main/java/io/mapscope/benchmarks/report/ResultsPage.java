package io.mapscope.benchmarks.report;

import io.mapscope.benchmarks.export.AwayCost;
import io.mapscope.benchmarks.export.FileSpeed;
import io.mapscope.benchmarks.export.LiveCost;
import io.mapscope.benchmarks.interleaved.InterleavedBenchmark;
import io.mapscope.benchmarks.latency.PutLatency;
import io.mapscope.benchmarks.latency.SamePut;
import io.mapscope.benchmarks.overhead.Overhead;
import io.mapscope.benchmarks.run.RunFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * Writes the tables of a page anew: {@code ResultsPage FOLDER RESULTS.md PLOT.svg}.
 *
 * <p>Between two comments of the page stands what is made, the rest is written by hand and stays. A
 * part that was not run keeps what it has, with the conditions below its tables: what has not
 * changed need not be measured again, which wants a quiet machine for long.
 */
public final class ResultsPage {

  /**
   * What is run at once.
   *
   * @param name of its sections in the page
   * @param tools whose files it has
   * @param verdicts what was asked and found, or null where nothing was
   * @param tables its tables, null where it was not run
   */
  private record Part(String name, Set<String> tools, String verdicts, String tables) {}

  private ResultsPage() {}

  /**
   * Writes.
   *
   * @param arguments see above
   * @throws IOException when the page cannot be read or written
   */
  public static void main(String[] arguments) throws IOException {
    if (arguments.length != 3) {
      System.err.println("usage: ResultsPage FOLDER RESULTS.md PLOT.svg");
      System.exit(2);
    }
    Path folder = Path.of(arguments[0]);
    Path page = Path.of(arguments[1]);
    List<RunFile> files = RunFile.readAll(folder);
    StallRuns stall = new StallRuns(files);
    String text = Files.readString(page);
    for (Part part : parts(files, stall, new JmhRuns(folder))) {
      text = fill(text, part, files);
    }
    Files.writeString(page, text);
    if (stall.isComplete()) {
      Files.writeString(Path.of(arguments[2]), stall.plot());
    }
  }

  private static List<Part> parts(List<RunFile> files, StallRuns stall, JmhRuns jmh) {
    List<Part> parts = new ArrayList<>();
    SpeedRuns speed = new SpeedRuns(files);
    if (!speed.isEmpty()) {
      Set<String> tools = Set.of(InterleavedBenchmark.TOOL);
      parts.add(new Part("speed", tools, Verdicts.of(speed), speed.tables()));
    }
    if (stall.isComplete()) {
      Set<String> tools = Set.of(PutLatency.TOOL, SamePut.TOOL);
      parts.add(new Part("put latency", tools, Verdicts.of(stall), stall.table()));
    }
    OverheadRuns overhead = new OverheadRuns(files);
    if (!overhead.isEmpty()) {
      Set<String> tools = Set.of(Overhead.TOOL);
      parts.add(new Part("overhead", tools, Verdicts.of(overhead), overhead.table()));
    }
    ExportRuns export = new ExportRuns(files);
    if (!export.isEmpty()) {
      Set<String> tools = Set.of(FileSpeed.TOOL, LiveCost.TOOL);
      parts.add(new Part("export", tools, Verdicts.of(export), export.tables()));
    }
    AwayRuns away = new AwayRuns(files);
    if (!away.isEmpty()) {
      parts.add(new Part("collector away", Set.of(AwayCost.TOOL), null, away.tables()));
    }
    if (!jmh.lines.isEmpty()) {
      parts.add(new Part("jmh", Set.of(), Verdicts.of(jmh), jmh.table()));
    }
    return parts;
  }

  private static String fill(String page, Part part, List<RunFile> files) {
    List<RunFile> own =
        files.stream().filter(file -> part.tools.contains(file.condition("tool"))).toList();
    String filled = replace(page, part.name, part.tables + conditions(own));
    return part.verdicts == null
        ? filled
        : replace(filled, "verdicts of " + part.name, part.verdicts);
  }

  /** On one line, as they are the same for nearly all. */
  private static String conditions(List<RunFile> files) {
    if (files.isEmpty()) {
      return "";
    }
    return "\n%s; %s; %s; revision %s; %s.\n"
        .formatted(
            all(files, file -> file.condition("machine")),
            all(files, file -> file.condition("jdk")),
            all(files, file -> "`" + file.condition("flags") + "`"),
            all(files, file -> file.condition("revision")),
            all(files, file -> file.condition("date")));
  }

  private static String all(List<RunFile> files, Function<RunFile, String> condition) {
    return files.stream().map(condition).distinct().collect(Collectors.joining(" or "));
  }

  private static String replace(String page, String section, String made) {
    String begin = "<!-- %s: made by benchmarks/run -->\n".formatted(section);
    String end = "\n<!-- end of %s -->".formatted(section);
    int from = page.indexOf(begin);
    int to = page.indexOf(end);
    if (from < 0 || to < from) {
      throw new IllegalArgumentException("the page has no section \"" + section + "\" to fill");
    }
    return page.substring(0, from + begin.length()) + made + page.substring(to);
  }
}
