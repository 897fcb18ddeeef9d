package io.mapscope.cli.demo;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.mapscope.cli.demo.DemoReport.MapFigures;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * The page that shows a demo: one file that needs nothing else.
 *
 * <p>Implementation note. Words and tables are written here, so that they can be read without
 * JavaScript; the charts are drawn by the page itself from the figures inside it, so that they fit
 * the width of any screen. Markup, style and script are resource files with places to fill in. All
 * text is escaped, and the figures hold no {@code <}, so nothing in them can end the script.
 */
final class HtmlPage {

  private static final Pattern PLACE = Pattern.compile("\\{\\{(\\w+)}}");
  private static final ObjectMapper JSON = new ObjectMapper();

  private final DemoReport report;

  private HtmlPage(DemoReport report) {
    this.report = report;
  }

  static String of(DemoReport report) throws IOException {
    return new HtmlPage(report).fill();
  }

  private String fill() throws IOException {
    MapFigures first = report.maps().get(0);
    MapFigures second = report.maps().get(1);
    Map<String, String> parts = new LinkedHashMap<>();
    parts.put("title", text(first.label() + " and " + second.label()));
    parts.put("headline", text(Verdict.headline(report)));
    parts.put("lead", text(lead(first)));
    parts.put("table", table(first, second));
    parts.put("causes", items(Verdict.causes(report.maps())));
    parts.put("window", text(Figures.duration(first.windows().seconds() * 1e9)));
    parts.put("first", text(first.label()));
    parts.put("second", text(second.label()));
    parts.put("notes", "<ul>" + items(notes()) + "</ul>");
    parts.put("facts", facts());
    parts.put("css", resource("page.css"));
    parts.put("js", resource("page.js"));
    parts.put("data", json());
    return PLACE
        .matcher(resource("page.html"))
        .replaceAll(place -> Matcher.quoteReplacement(parts.get(place.group(1))));
  }

  private static String lead(MapFigures map) {
    return String.format(
        Locale.ROOT,
        "The same load of a session store on both maps: %,d operations by one thread, one after the"
            + " other, on up to %,d sessions. %,d were created, %,d looked up, %,d expired.",
        map.operations().total(),
        map.entriesAtEnd(),
        map.operations().put(),
        map.operations().get(),
        map.operations().remove());
  }

  private static String table(MapFigures first, MapFigures second) {
    String rows =
        ComparisonTable.rows(first, second).stream()
            .map(HtmlPage::row)
            .collect(Collectors.joining("\n"));
    return """
        <table class="compare">
        <thead><tr><td></td><th scope="col" class="map0">%s</th>\
        <th scope="col" class="map1">%s</th><th scope="col">ratio</th></tr></thead>
        <tbody>
        %s
        </tbody>
        </table>"""
        .formatted(text(first.label()), text(second.label()), rows);
  }

  private static String row(ComparisonTable.Row row) {
    return "<tr%s><th scope=\"row\">%s</th><td>%s</td><td>%s</td><td>%s</td></tr>"
        .formatted(
            row.label().equals(ComparisonTable.LONGEST_STALL) ? " class=\"strong\"" : "",
            text(row.label()),
            text(row.first()),
            text(row.second()),
            text(row.ratio()));
  }

  private List<String> notes() {
    List<String> notes =
        new ArrayList<>(
            List.of(
                "Closed loop: the next operation begins when the one before has ended. A stall is"
                    + " one operation here; in a server everybody who arrives meanwhile waits, too.",
                "Keys and values were made beforehand and are the same objects for both maps. Both"
                    + " maps were warmed up in turn, and a full collection settled the heap before"
                    + " each run.",
                "Bytes per entry: the heap after a full collection with the map alive, less the heap"
                    + " after dropping it, by its entries. Keys and values are held elsewhere.",
                "java.util.HashMap is not instrumented: the length of its table was read around the"
                    + " inserts that make it grow, outside of what was timed.",
                "Growths and GC pauses are those of the recording, demo.jfr, which ran all the time;"
                    + " the instrumented map's figures include the cost of its events."));
    notes.addAll(report.telemetry());
    return notes;
  }

  private String facts() {
    Machine machine = report.machine();
    Map<String, String> facts = new LinkedHashMap<>();
    facts.put("Machine", machineWords(machine));
    facts.put("JDK", machine.jdk());
    facts.put("JVM options", String.join(" ", machine.flags()));
    facts.put("Command", report.command());
    facts.put("Date", report.started());
    facts.put("Mapscope", report.mapscope());
    return facts.entrySet().stream()
        .map(fact -> "<dt>" + fact.getKey() + "</dt><dd>" + text(fact.getValue()) + "</dd>")
        .collect(Collectors.joining("\n"));
  }

  private static String machineWords(Machine machine) {
    String processor = machine.processor().isEmpty() ? "" : ", " + machine.processor();
    return "%s, %d processors%s, heap of %d MB"
        .formatted(
            machine.system(), machine.processors(), processor, machine.heapBytes() / (1 << 20));
  }

  private static String items(List<String> lines) {
    return lines.stream()
        .map(line -> "<li>" + text(line) + "</li>")
        .collect(Collectors.joining("\n"));
  }

  private String json() throws JsonProcessingException {
    return JSON.writeValueAsString(report).replace("<", "\\u003c");
  }

  /** Escapes, writes the unit that terminals may lack, and keeps numbers and units together. */
  private static String text(String plain) {
    return plain
        .replace("&", "&amp;")
        .replace("<", "&lt;")
        .replace(">", "&gt;")
        .replace("\"", "&quot;")
        .replaceAll("(?<=[0-9]) us\\b", " µs")
        .replace("M op/s", "M\u00a0op/s")
        .replaceAll("(?<=[0-9]) (?=(ns|µs|ms|s|MB|M\u00a0op/s)\\b)", "\u00a0");
  }

  private static String resource(String name) throws IOException {
    try (InputStream in = HtmlPage.class.getResourceAsStream(name)) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
  }
}
