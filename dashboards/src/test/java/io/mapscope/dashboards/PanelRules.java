package io.mapscope.dashboards;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/** Rules about panels, whatever their type. */
final class PanelRules {

  private static final int COLUMNS = 24;

  // Ids of Grafana's list of units; add to them when a panel needs another.
  private static final Set<String> UNITS =
      Set.of("s", "ns", "bytes", "Bps", "short", "none", "percentunit", "cps", "ops");

  private static final Map<String, String> FORMATS = Map.of("heatmap", "heatmap", "table", "table");

  private PanelRules() {}

  static Stream<String> ids(Dashboard dashboard) {
    Set<Integer> seen = new HashSet<>();
    return dashboard
        .withRows()
        .filter(panel -> panel.path("id").asInt() <= 0 || !seen.add(panel.path("id").asInt()))
        .map(panel -> Dashboard.in(panel) + ": id must be positive and its own");
  }

  /** The panels of a collapsed row appear when it opens, so they are a plane of their own. */
  static Stream<String> overlaps(Dashboard dashboard) {
    return Stream.concat(Stream.of(dashboard.root()), dashboard.rows().stream())
        .flatMap(parent -> overlapsIn(parent.path("panels")));
  }

  private static Stream<String> overlapsIn(JsonNode panels) {
    List<String> violations = new ArrayList<>();
    for (int i = 0; i < panels.size(); i++) {
      if (right(panels.get(i)) > COLUMNS || at(panels.get(i), "h") < 1) {
        violations.add(Dashboard.in(panels.get(i)) + ": must lie within 24 columns");
      }
      for (int j = 0; j < i; j++) {
        if (overlap(panels.get(i), panels.get(j))) {
          violations.add(Dashboard.in(panels.get(i)) + ": lies on " + Dashboard.in(panels.get(j)));
        }
      }
    }
    return violations.stream();
  }

  private static boolean overlap(JsonNode a, JsonNode b) {
    return at(a, "x") < right(b)
        && at(b, "x") < right(a)
        && at(a, "y") < at(b, "y") + at(b, "h")
        && at(b, "y") < at(a, "y") + at(a, "h");
  }

  private static int right(JsonNode panel) {
    return at(panel, "x") + at(panel, "w");
  }

  private static int at(JsonNode panel, String field) {
    return panel.path("gridPos").path(field).asInt();
  }

  static Stream<String> rows(Dashboard dashboard) {
    return dashboard
        .withRows()
        .filter(panel -> !panel.path("panels").isEmpty())
        .filter(panel -> !(Dashboard.isRow(panel) && panel.path("collapsed").asBoolean()))
        .map(panel -> Dashboard.in(panel) + ": Grafana shows panels of a collapsed row only");
  }

  static Stream<String> titles(Dashboard dashboard) {
    return violating(
        dashboard.withRows(), panel -> panel.path("title").asText().isBlank(), "needs a title");
  }

  static Stream<String> descriptions(Dashboard dashboard) {
    return violating(
        dashboard.panels().stream(),
        panel -> !panel.path("description").asText().matches("(?s)\\S.*[.:;)] Bad: \\S.*"),
        "needs a description that ends with what is bad, \"... Bad: ...\"");
  }

  static Stream<String> units(Dashboard dashboard) {
    return violating(
        dashboard.panels().stream(),
        panel ->
            !UNITS.contains(panel.at("/fieldConfig/defaults/unit").asText())
                || (isHeatmap(panel) && !UNITS.contains(panel.at("/options/yAxis/unit").asText())),
        "needs a unit (a heatmap: one for its axis too) that is one of " + UNITS);
  }

  static Stream<String> targets(Dashboard dashboard) {
    return violating(
        dashboard.panels().stream(),
        panel -> !asksSomething(panel),
        "needs targets with a refId of their own and an expr; a heatmap's of format heatmap");
  }

  private static boolean asksSomething(JsonNode panel) {
    Set<String> refIds = new HashSet<>();
    String format = FORMATS.getOrDefault(panel.path("type").asText(), "time_series");
    return !panel.path("targets").isEmpty()
        && StreamSupport.stream(panel.path("targets").spliterator(), false)
            .allMatch(
                target ->
                    refIds.add(target.path("refId").asText())
                        && (DashboardQueries.isOfTraces(target)
                            ? !target.path("query").asText().isBlank()
                            : !target.path("expr").asText().isBlank()
                                && target.path("format").asText().equals(format)));
  }

  private static boolean isHeatmap(JsonNode panel) {
    return panel.path("type").asText().equals("heatmap");
  }

  private static Stream<String> violating(
      Stream<JsonNode> panels, Predicate<JsonNode> violated, String remedy) {
    return panels.filter(violated).map(panel -> Dashboard.in(panel) + ": " + remedy);
  }
}
