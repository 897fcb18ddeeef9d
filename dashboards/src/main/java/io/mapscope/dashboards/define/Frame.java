package io.mapscope.dashboards.define;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

/** What surrounds the panels: variables, annotations, links to the other dashboards. */
final class Frame {

  private static final int SHOWN = 0;
  private static final int HIDDEN = 2;

  private Frame() {}

  /** One link for each of the other dashboards; time and variables go along. */
  static ArrayNode links(String from) {
    ArrayNode links = Json.array();
    for (String[] board : Boards.NAMES_AND_TITLES) {
      if (!board[0].equals(from)) {
        ObjectNode link = links.addObject().put("type", "link").put("title", board[1]);
        link.put("url", "/d/mapscope-" + board[0]).put("icon", "dashboard");
        link.put("includeVars", true).put("keepTime", true).put("targetBlank", false);
        link.put("asDropdown", false).put("tooltip", "").putArray("tags");
      }
    }
    return links;
  }

  static ArrayNode variables(Board board) {
    ArrayNode variables = Json.array();
    datasource(variables, "datasource", "Metrics", "prometheus");
    datasource(variables, "traces", "Traces", "tempo");
    String received = "mapscope_events_received_total";
    query(variables, "job", "Job", received, "job", SHOWN);
    query(variables, "instance", "Instance", received + "{job=~\"$job\"}", "instance", SHOWN);
    query(
        variables,
        "map",
        "Map",
        "hashmap_growths_total{" + Ask.PROGRAM + "}",
        "hashmap_name",
        board.ofMaps() ? SHOWN : HIDDEN);
    if (!board.ofMaps()) {
      query(variables, "collector", "Collector", "otelcol_exporter_queue_capacity", "job", SHOWN);
    }
    return variables;
  }

  private static void datasource(ArrayNode to, String name, String label, String type) {
    ObjectNode variable = to.addObject().put("name", name).put("label", label);
    variable.put("type", "datasource").put("query", type).put("regex", "").put("refresh", 1);
    variable.put("multi", false).put("includeAll", false).put("hide", SHOWN);
    variable.put("skipUrlSync", false).putArray("options");
    variable.putObject("current");
  }

  private static void query(
      ArrayNode to, String name, String label, String selector, String values, int hide) {
    String query = "label_values(" + selector + ", " + values + ")";
    ObjectNode variable = to.addObject().put("name", name).put("label", label);
    variable.put("type", "query").set("datasource", Json.datasource());
    variable.put("definition", query);
    variable
        .putObject("query")
        .put("qryType", 1)
        .put("query", query)
        .put("refId", "PrometheusVariableQueryEditor-VariableQuery");
    variable.put("regex", "").put("sort", 1).put("refresh", 2).put("multi", true);
    variable.put("includeAll", true).put("allValue", ".+").put("hide", hide);
    variable.put("skipUrlSync", false).putArray("options");
    ObjectNode current = variable.putObject("current").put("selected", true);
    current.putArray("text").add("All");
    current.putArray("value").add("$__all");
  }

  static ArrayNode annotations(Board board) {
    ArrayNode annotations = Json.array();
    if (board.ofMaps()) {
      add(
          annotations,
          "Growing",
          "orange",
          "min by (hashmap_name) (" + Ask.ratio("hashmap_growth_progress") + ") < bool 1",
          "{{hashmap_name}} is growing");
      add(
          annotations,
          "Growth started",
          "yellow",
          "sum by (hashmap_name) (" + Ask.increase("hashmap_growths_total", Ask.INTERVAL) + ") > 0",
          "{{hashmap_name}}: growth started");
      add(
          annotations,
          "Growth ended",
          "green",
          "sum by (hashmap_name) ("
              + Ask.increase("hashmap_growth_duration_seconds_count", Ask.INTERVAL)
              + ") > 0",
          "{{hashmap_name}}: growth ended");
    }
    add(
        annotations,
        "GC pause of 5 ms",
        "purple",
        "sum by (instance) ("
            + Ask.healthIncrease("mapscope_gc_pause_duration_seconds_count", Ask.INTERVAL)
            + ") - sum by (instance) ("
            + Ask.healthIncrease("mapscope_gc_pause_duration_seconds_bucket", Ask.INTERVAL)
                .replace(Ask.PROGRAM, Ask.PROGRAM + ", le=\"0.005\"")
            + ") > 0",
        "GC pause of 5 ms or more in {{instance}}");
    // Lines for each growth hide the data; who wants them turns them on.
    annotations.forEach(
        annotation ->
            ((ObjectNode) annotation)
                .put("enable", !annotation.path("name").asText().startsWith("Growth ")));
    return annotations;
  }

  private static void add(
      ArrayNode to, String name, String color, String expression, String title) {
    ObjectNode annotation = to.addObject().put("name", name);
    annotation.set("datasource", Json.datasource());
    annotation.put("enable", true).put("hide", false).put("iconColor", color);
    annotation.put("expr", expression).put("step", "").put("titleFormat", title);
    annotation.put("tagKeys", "").put("textFormat", "").put("useValueForTime", false);
  }
}
