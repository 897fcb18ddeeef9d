package io.mapscope.dashboards;

import static java.util.stream.Collectors.toSet;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/** Rules about what surrounds the panels. */
final class FrameRules {

  private static final String DATASOURCE = "{\"type\":\"prometheus\",\"uid\":\"${datasource}\"}";
  private static final String TRACES = "{\"type\":\"tempo\",\"uid\":\"${traces}\"}";
  private static final List<String> QUERIED_VARIABLES = List.of("job", "instance", "map");

  private FrameRules() {}

  static Stream<String> uid(Dashboard dashboard) {
    String expected = "mapscope-" + dashboard.name();
    return when(
        !dashboard.root().path("uid").asText().equals(expected)
            || !dashboard.root().path("id").isNull(),
        "uid must be %s, after the file, and id null".formatted(expected));
  }

  static Stream<String> schema(Dashboard dashboard) {
    return when(dashboard.root().path("schemaVersion").asInt() != 42, "schemaVersion must be 42");
  }

  static Stream<String> editable(Dashboard dashboard) {
    return when(dashboard.root().path("editable").asBoolean(true), "editable must be false");
  }

  static Stream<String> inputs(Dashboard dashboard) {
    String text = dashboard.root().toString();
    return Stream.of("__inputs", "__requires", "${DS_")
        .filter(text::contains)
        .map(part -> part + " asks whoever imports it, and breaks provisioning; remove it");
  }

  static Stream<String> crosshair(Dashboard dashboard) {
    return when(
        dashboard.root().path("graphTooltip").asInt() != 1, "graphTooltip must be 1, a crosshair");
  }

  static Stream<String> variables(Dashboard dashboard) {
    Map<String, JsonNode> byName = new HashMap<>();
    dashboard.variables().forEach(v -> byName.put(v.path("name").asText(), v));
    List<String> violations = new ArrayList<>();
    JsonNode datasource = byName.get("datasource");
    if (datasource == null
        || !datasource.path("type").asText().equals("datasource")
        || !datasource.path("query").asText().equals("prometheus")) {
      violations.add("needs a variable datasource that offers those of type prometheus");
    }
    JsonNode traces = byName.get("traces");
    if (traces == null || !traces.path("type").asText().equals("datasource")) {
      violations.add("needs a variable traces that offers data sources of traces");
    }
    for (String name : QUERIED_VARIABLES) {
      if (!byName.containsKey(name) || !selectsAnyFleet(byName.get(name))) {
        violations.add(
            "needs a variable %s: a query, multi, includeAll, allValue .+, refresh 2 (time range)"
                .formatted(name));
      }
    }
    return violations.stream();
  }

  private static boolean selectsAnyFleet(JsonNode variable) {
    return variable.path("type").asText().equals("query")
        && variable.path("multi").asBoolean()
        && variable.path("includeAll").asBoolean()
        && variable.path("allValue").asText().equals(".+")
        && variable.path("refresh").asInt() == 2;
  }

  static Stream<String> datasources(Dashboard dashboard) {
    Map<String, JsonNode> asking = new HashMap<>();
    dashboard.panels().forEach(panel -> asking.put(Dashboard.in(panel), panel));
    dashboard.expressions().forEach(e -> asking.put(e.place(), e.node()));
    dashboard.variableQueries().forEach(v -> asking.put(v.place(), v.node()));
    return asking.entrySet().stream()
        .filter(entry -> !isVariable(entry.getValue()))
        .map(entry -> "%s: datasource must be %s".formatted(entry.getKey(), DATASOURCE));
  }

  private static boolean isVariable(JsonNode asking) {
    String datasource = asking.path("datasource").toString();
    return datasource.equals(DATASOURCE)
        || (datasource.equals(TRACES) && DashboardQueries.asksTraces(asking));
  }

  /** Dashboards lead to each other, taking time and variables along. */
  static Stream<String> links(List<Dashboard> dashboards) {
    Set<String> urls =
        dashboards.stream().map(d -> "/d/" + d.root().path("uid").asText()).collect(toSet());
    List<String> violations = new ArrayList<>();
    for (Dashboard dashboard : dashboards) {
      Set<String> others = new HashSet<>(urls);
      others.remove("/d/" + dashboard.root().path("uid").asText());
      for (JsonNode link : dashboard.root().path("links")) {
        if (!others.remove(link.path("url").asText())
            || !link.path("includeVars").asBoolean()
            || !link.path("keepTime").asBoolean()) {
          violations.add(dashboard.name() + ": no other dashboard, or not as chosen: " + link);
        }
      }
      others.forEach(url -> violations.add(dashboard.name() + ": no link to " + url));
    }
    return violations.stream();
  }

  /** What happened can be drawn over every panel, and be turned off. */
  static Stream<String> annotations(Dashboard dashboard) {
    Set<String> shown = new HashSet<>();
    for (JsonNode annotation : dashboard.root().at("/annotations/list")) {
      if (!annotation.path("hide").asBoolean(true)) {
        shown.add(annotation.path("name").asText().replaceFirst(" .*", ""));
      }
    }
    Set<String> needed = isOfMaps(dashboard) ? Set.of("Growing", "Growth", "GC") : Set.of("GC");
    return when(!shown.containsAll(needed), "needs annotations that can be toggled: " + needed);
  }

  private static boolean isOfMaps(Dashboard dashboard) {
    for (JsonNode variable : dashboard.variables()) {
      if (variable.path("name").asText().equals("map")) {
        return variable.path("hide").asInt() == 0;
      }
    }
    return true;
  }

  private static Stream<String> when(boolean violated, String violation) {
    return violated ? Stream.of(violation) : Stream.empty();
  }
}
