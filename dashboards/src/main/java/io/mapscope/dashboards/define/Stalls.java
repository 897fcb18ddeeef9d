package io.mapscope.dashboards.define;

import static io.mapscope.dashboards.define.Ask.INTERVAL;
import static io.mapscope.dashboards.define.Ask.quantile;
import static io.mapscope.dashboards.define.Ask.rate;

import com.fasterxml.jackson.databind.node.ObjectNode;

/** Panels that prove what stopped the program, which more than one dashboard has. */
final class Stalls {

  private static final String STALLS = "hashmap_growth_stall_duration_seconds_bucket";

  private Stalls() {}

  static Panel beside(int width) {
    return Panel.lines(width, "Stalls of growths", "How much of a growth did one write have to do?")
        .tells(
            "The longest step of each growth, the slowest of the interval. A diamond is a growth"
                + " with its trace. Same scale and time as the pauses beside.",
            "from 1 ms; and no pause of the collector at the same time means that the map alone is"
                + " to blame.")
        .unit("s")
        .logarithmic()
        .points()
        .asks(quantile("1", "le, hashmap_name", rate(STALLS)), "{{hashmap_name}}");
  }

  static Panel collector(int width) {
    return Panel.lines(width, "Pauses of the garbage collector", "Was it the collector instead?")
        .tells(
            "The longest pause of the interval and the share of time paused, of each JVM.",
            "as long as the stalls and at the same time: then the collector is the cause, or both"
                + " are, as a growth that allocates a huge array sets it off.")
        .unit("s")
        .logarithmic()
        .points()
        .asks(
            "histogram_quantile(1, sum by (le, instance) ("
                + Ask.health("mapscope_gc_pause_duration_seconds_bucket")
                + "))",
            "longest, {{instance}}")
        .asks(
            "sum by (instance) (" + Ask.health("mapscope_gc_pause_duration_seconds_sum") + ")",
            "per second, {{instance}}");
  }

  /** The maps with the longest stalls, each with a way to the traces of its growths. */
  static Panel table(int width, String stalls) {
    return Panel.table(width, "Maps by longest stall", "Which map has stalled most?")
        .tells(
            "The longest step of a growth in the last hour, by map and reason, the worst first. A"
                + " click on a name searches the traces of its growths.",
            "from 1 ms, in a map that serves requests.")
        .unit("s")
        .asks(
            "sort_desc(topk(20, "
                + quantile("1", "le, hashmap_name, hashmap_growth_reason", stalls)
                + " > 0))")
        .transformed(
            "organize",
            """
            {'excludeByName': {'Time': true},
             'indexByName': {'hashmap_name': 0, 'hashmap_growth_reason': 1, 'Value': 2},
             'renameByName': {'hashmap_name': 'Map', 'hashmap_growth_reason': 'Reason', 'Value': 'Longest stall'}}
            """)
        .link("Growths of this map, as traces", explore());
  }

  /** Grafana's search page, asked for the growths of the map in the row. */
  private static String explore() {
    return "/explore?schemaVersion=1&panes={\"t\":{\"datasource\":\"${traces}\",\"queries\":[{\"refId\":\"A\","
        + "\"queryType\":\"traceql\",\"query\":\"{name=\\\"hashmap.growth\\\" \\u0026\\u0026"
        + " span.hashmap.name=\\\"${__data.fields.Map}\\\"}\"}],"
        + "\"range\":{\"from\":\"${__from}\",\"to\":\"${__to}\"}}}";
  }

  static Panel slowestGrowths(int width, String matcher) {
    ObjectNode search = Json.object().put("queryType", "traceql").put("tableType", "spans");
    search.put("limit", 20).put("spss", 3);
    search.put(
        "query",
        "{ name = \"hashmap.growth\" && "
            + matcher
            + " } | select(span.hashmap.name, span.hashmap.growth.reason, span.hashmap.growth.longest_step,"
            + " span.code.function.name, span.code.line.number)");
    return Panel.table(width, "Slowest growths", "Which growth was it, at which line?")
        .tells(
            "Growths found in the trace store, the longest first, with the line that inserted the"
                + " one entry too many; a click on the id opens the trace. Needs Tempo.",
            "a growth of one long step: that is the stall of some request.")
        .unit("ns")
        .asksTraces(search)
        .transformed("sortBy", "{'sort': [{'field': 'Duration', 'desc': true}]}");
  }

  /** How stalls are spread over time. */
  static Panel heatmap(int width, String stalls) {
    return Panel.heatmap(width, "Stall of each growth", "When did growths stop somebody?")
        .tells(
            "How the longest steps of growths are spread. A diamond is a growth with its trace.",
            "cells that climb: each doubling of a map that grows at once takes twice as long.")
        .asks("sum by (le) (" + stalls.replace("1h", INTERVAL) + ")", "{{le}}");
  }
}
