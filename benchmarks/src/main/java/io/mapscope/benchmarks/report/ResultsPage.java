package io.mapscope.benchmarks.report;

import io.mapscope.benchmarks.run.RunFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Writes the tables of a page anew: {@code ResultsPage FOLDER RESULTS.md PLOT.svg}, or only the one
 * of the collector that is away: {@code ResultsPage FOLDER RESULTS.md}.
 *
 * <p>Between two comments of the page stands what is made, the rest is written by hand and stays.
 * The collector's section is made by itself, as its run takes longer than most of the others
 * together and is not repeated with them.
 */
public final class ResultsPage {

  private static final List<String> CONDITIONS =
      List.of("machine", "jdk", "flags", "revision", "date");

  private ResultsPage() {}

  /**
   * Writes.
   *
   * @param arguments see above
   * @throws IOException when the page cannot be read or written
   */
  public static void main(String[] arguments) throws IOException {
    if (arguments.length != 2 && arguments.length != 3) {
      System.err.println("usage: ResultsPage FOLDER RESULTS.md [PLOT.svg]");
      System.exit(2);
    }
    Path folder = Path.of(arguments[0]);
    Path page = Path.of(arguments[1]);
    List<RunFile> files = RunFile.readAll(folder);
    if (arguments.length == 2) {
      fill(page, Map.of("collector away", new AwayRuns(files).tables()));
    } else {
      fillAll(folder, files, page, Path.of(arguments[2]));
    }
  }

  private static void fillAll(Path folder, List<RunFile> files, Path page, Path plot)
      throws IOException {
    SpeedRuns speed = new SpeedRuns(files);
    StallRuns stall = new StallRuns(files);
    OverheadRuns overhead = new OverheadRuns(files);
    JmhRuns jmh = new JmhRuns(folder);
    ExportRuns export = new ExportRuns(files);

    Map<String, String> sections = new LinkedHashMap<>();
    sections.put("conditions", conditions(files));
    sections.put("verdicts", Verdicts.table(speed, stall, overhead, jmh, export));
    sections.put("speed", speed.tables());
    sections.put("put latency", stall.table());
    sections.put("overhead", overhead.table());
    sections.put("export", export.tables());
    sections.put("jmh", jmh.table());
    fill(page, sections);
    if (stall.isComplete()) {
      Files.writeString(plot, stall.plot());
    }
  }

  private static void fill(Path page, Map<String, String> sections) throws IOException {
    String text = Files.readString(page);
    for (Map.Entry<String, String> section : sections.entrySet()) {
      text = replace(text, section.getKey(), section.getValue());
    }
    Files.writeString(page, text);
  }

  private static String conditions(List<RunFile> files) {
    StringBuilder table = new StringBuilder("\n| | |\n|---|---|\n");
    for (String condition : CONDITIONS) {
      Set<String> values = new LinkedHashSet<>();
      for (RunFile file : files) {
        String value = file.condition(condition);
        values.add(
            condition.equals("flags") ? file.condition("tool") + ": `" + value + "`" : value);
      }
      table.append("| %s | %s |\n".formatted(condition, String.join("<br>", values)));
    }
    return table.toString();
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
