package io.mapscope.report.page;

import io.mapscope.report.advice.Action;
import io.mapscope.report.advice.Advice;
import io.mapscope.report.advice.Words;
import io.mapscope.report.scan.Capacity;
import io.mapscope.report.scan.JdkTable;
import io.mapscope.report.scan.MapFindings;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/** The maps, most harmful first, each with its figures, its line and its advice. */
final class MapCards {

  static final int MOST = 50;
  private static final int OPEN = 3;
  private static final String NOT_KNOWN = "not known";

  private final int referenceBytes;

  private MapCards(int referenceBytes) {
    this.referenceBytes = referenceBytes;
  }

  /** The bytes of a reference are 0 when they are not known. */
  static String of(List<Advice> advice, int referenceBytes) {
    MapCards one = new MapCards(referenceBytes);
    StringBuilder cards = new StringBuilder();
    for (int i = 0; i < Math.min(MOST, advice.size()); i++) {
      cards.append(one.card(i, advice.get(i)));
    }
    if (advice.size() > MOST) {
      cards.append(rest(advice.subList(MOST, advice.size())));
    }
    return cards.toString();
  }

  private String card(int rank, Advice advice) {
    MapFindings map = advice.map();
    return """
    <article class="map rank%d" id="map-%d">
    <h3><span class="swatch"></span>%d. %s</h3>
    <p class="kind">%s</p>
    <dl class="figures">%s</dl>
    <div class="advice %s"><p><strong>%s.</strong> %s</p>%s%s</div>
    <details%s><summary>Stack and history</summary>%s
    <div class="history" data-map="%d"></div><div class="flame" data-map="%d"></div></details>
    </article>
    """
        .formatted(
            Math.min(rank, OPEN),
            rank,
            rank + 1,
            Html.text(map.label()),
            Html.text(map.implementation() + (map.site() == null ? "" : ", " + map.site())),
            figures(map),
            advice.action() == Action.NOTHING || advice.action() == Action.LOOK_AT_GC
                ? "calm"
                : "act",
            Html.text(advice.what()),
            Html.text(advice.because()),
            code(advice),
            advice.otherwise() == null ? "" : "<p>" + Html.text(advice.otherwise()) + "</p>",
            rank < OPEN ? " open" : "",
            stack(map),
            rank,
            rank);
  }

  private static String code(Advice advice) {
    if (advice.code() == null) {
      return "";
    }
    String sure =
        advice.argument() > 0
            ? "<span class=\"sure\">" + Html.text(advice.capacity().certainty().words()) + "</span>"
            : "";
    return "<p class=\"code\"><code>" + Html.text(advice.code()) + "</code> " + sure + "</p>";
  }

  private String figures(MapFindings map) {
    Map<String, String> figures = new LinkedHashMap<>();
    figures.put("growths", Words.count(map.growths()));
    figures.put("longest stall", orNone(map.longestStallNanos()));
    figures.put("stalled in all", orNone(map.stallNanos()));
    figures.put(
        "victims",
        Words.count(map.stalls())
            + (map.byGc().count() == 0 ? "" : ", " + Words.count(map.byGc().count()) + " by GC"));
    figures.put("grow work", Words.duration(map.workNanos()));
    if (map.instrumented()) {
      figures.put("entries", Words.count(map.mostEntries()));
      figures.put("memory", Words.bytes(map.footprint()));
      figures.put("load", String.format(Locale.ROOT, "%.2f", map.load()));
    } else {
      figures.put("maps", "about " + Words.count(map.lives()));
      boolean known = map.table() != null && map.capacity().slots() > 0;
      figures.put("entries", known ? entries(map.capacity()) : NOT_KNOWN);
      figures.put(
          "table", known ? table(map.table(), map.capacity().slots(), referenceBytes) : NOT_KNOWN);
      figures.put("load", known ? load(map.capacity()) : NOT_KNOWN);
    }
    if (map.longChains() > 0) {
      figures.put("long chains", Words.count(map.longChains()));
    }
    return figures.entrySet().stream()
        .map(one -> "<div><dt>" + one.getKey() + "</dt><dd>" + one.getValue() + "</dd></div>")
        .collect(Collectors.joining());
  }

  /** A table of the JDK holds between half of what it can, and that. */
  private static String entries(Capacity capacity) {
    return Words.count(capacity.entries() / 2) + " to " + Words.count(capacity.entries());
  }

  private static String load(Capacity capacity) {
    double most = (double) capacity.entries() / capacity.slots();
    return String.format(Locale.ROOT, "%.2f to %.2f", most / 2, most);
  }

  /** Bytes of the array, which depend on the heap. */
  static String table(JdkTable table, long slots, int referenceBytes) {
    long references = slots * table.references();
    return referenceBytes > 0
        ? Words.bytes(references * referenceBytes)
        : Words.bytes(references * Integer.BYTES)
            + ", or "
            + Words.bytes(references * Long.BYTES)
            + " without compressed references";
  }

  private static String orNone(long nanos) {
    return nanos == 0 ? "none" : Words.duration(nanos);
  }

  private static String stack(MapFindings map) {
    return map.stack().isEmpty()
        ? "<p>No stack was recorded.</p>"
        : "<pre class=\"stack\">"
            + map.stack().stream()
                .map(frame -> mark(frame, map.site()))
                .collect(Collectors.joining("\n"))
            + "</pre>";
  }

  private static String mark(String frame, String site) {
    return frame.equals(site) ? "<mark>" + Html.text(frame) + "</mark>" : Html.text(frame);
  }

  private static String rest(List<Advice> others) {
    long growths = others.stream().mapToLong(advice -> advice.map().growths()).sum();
    long work = others.stream().mapToLong(advice -> advice.map().workNanos()).sum();
    return "<p class=\"rest\">And %s with %s, which took %s together.</p>"
        .formatted(
            Words.count(others.size(), "other"),
            Words.count(growths, "growth"),
            Words.duration(work));
  }
}
