package io.mapscope.dashboards;

import static io.mapscope.dashboards.Edits.annotation;
import static io.mapscope.dashboards.Edits.defaults;
import static io.mapscope.dashboards.Edits.first;
import static io.mapscope.dashboards.Edits.firstTarget;
import static io.mapscope.dashboards.Edits.last;
import static io.mapscope.dashboards.Edits.position;
import static io.mapscope.dashboards.Edits.replace;
import static io.mapscope.dashboards.Edits.titled;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/** Small changes to the good dashboard, each of which breaks one rule at least. */
final class Mutations {

  private static final List<String> PANEL_TYPES =
      List.of("stat", "timeseries", "heatmap", "state-timeline", "bargauge", "table");

  private final List<Mutation> mutations = new ArrayList<>();

  private Mutations() {}

  static List<Mutation> all() {
    Mutations all = new Mutations();
    all.ofTheFrame();
    all.ofTheSurroundings();
    all.ofTheDatasource();
    all.ofVariables();
    all.ofPlacement();
    PANEL_TYPES.forEach(all::ofPanels);
    PANEL_TYPES.forEach(all::ofEveryQuery);
    all.ofRates();
    all.ofExemplars();
    all.ofNames();
    return all.mutations;
  }

  private void ofTheFrame() {
    add(Rule.UID_IS_STABLE, "another uid", root -> root.put("uid", "fc3a"));
    add(Rule.UID_IS_STABLE, "the number of some server", root -> root.put("id", 7));
    add(Rule.SCHEMA_IS_42, "an older schema", root -> root.put("schemaVersion", 39));
    add(Rule.NOT_EDITABLE, "editable", root -> root.put("editable", true));
    add(Rule.NOT_EDITABLE, "editable by default", root -> root.remove("editable"));
    add(Rule.PROVISIONED_UNEDITED, "inputs", root -> root.putArray("__inputs"));
    add(Rule.PROVISIONED_UNEDITED, "an input", root -> root.put("description", "${DS_PROM}"));
    add(Rule.CROSSHAIR_IS_SHARED, "no crosshair", root -> root.put("graphTooltip", 0));
  }

  private void ofTheSurroundings() {
    Rule links = Rule.LINKS_RESOLVE;
    add(links, "to nowhere", root -> Edits.link(root).put("url", "/d/mapscope-nowhere"));
    add(links, "to itself", root -> Edits.link(root).put("url", "/d/mapscope-growth-and-latency"));
    add(links, "forgets what was chosen", root -> Edits.link(root).put("includeVars", false));
    add(links, "forgets the time", root -> Edits.link(root).put("keepTime", false));
    add(links, "none", root -> root.putArray("links"));
    Rule annotated = Rule.GROWTHS_AND_PAUSES_ARE_ANNOTATED;
    add(annotated, "cannot be toggled", root -> annotation(root).put("hide", true));
    add(annotated, "none", root -> root.withObject("/annotations").putArray("list"));
  }

  private void ofTheDatasource() {
    Rule rule = Rule.DATASOURCE_IS_THE_VARIABLE;
    add(rule, "annotation, fixed", root -> Edits.fixDatasource(annotation(root)));
    add(rule, "variable, fixed", root -> Edits.fixDatasource(Edits.variable(root, "job")));
    for (String type : PANEL_TYPES) {
      add(rule, type + ", fixed", root -> Edits.fixDatasource(first(root, type)));
      add(rule, type + ", none", root -> first(root, type).remove("datasource"));
      add(rule, type + ", target, fixed", root -> Edits.fixDatasource(firstTarget(root, type)));
    }
  }

  private void ofVariables() {
    for (String name : List.of("job", "instance", "map")) {
      variable(name, "renamed", variable -> variable.put("name", "other"));
      variable(name, "no query", variable -> variable.put("type", "custom"));
      variable(name, "only one value", variable -> variable.put("multi", false));
      variable(name, "not all at once", variable -> variable.put("includeAll", false));
      variable(name, "all may be empty", variable -> variable.put("allValue", ".*"));
      variable(name, "read once", variable -> variable.put("refresh", 1));
    }
    variable("traces", "other type", variable -> variable.put("type", "custom"));
    variable("datasource", "other type", variable -> variable.put("query", "loki"));
    add(
        Rule.QUERIES_MATCH_THE_VARIABLES,
        "variable instance of any job",
        root -> replace(Edits.variableQuery(root, "instance"), "query", "{job=~\"$job\"}", ""));
  }

  private void variable(String name, String what, Consumer<ObjectNode> change) {
    add(
        Rule.VARIABLES_SELECT_ANY_FLEET,
        "variable %s, %s".formatted(name, what),
        root -> change.accept(Edits.variable(root, name)));
  }

  private void ofPlacement() {
    add(
        Rule.IDS_ARE_UNIQUE,
        "an id twice",
        root -> last(root).set("id", titled(root, "Holes").get("id")));
    add(Rule.IDS_ARE_UNIQUE, "no id", root -> last(root).remove("id"));
    add(Rule.NOTHING_OVERLAPS, "too wide", root -> position(last(root)).put("w", 25));
    add(Rule.NOTHING_OVERLAPS, "no height", root -> position(last(root)).put("h", 0));
    add(Rule.NOTHING_OVERLAPS, "one to the left", root -> position(last(root)).put("x", 11));
    add(
        Rule.NOTHING_OVERLAPS,
        "one down",
        root -> position(titled(root, "Load factor")).put("h", 12));
    add(Rule.ONLY_COLLAPSED_ROWS_HOLD_PANELS, "open row", Edits::openARow);
  }

  private void ofPanels(String type) {
    panel(Rule.PANELS_HAVE_TITLES, type, "title", panel -> panel.put("title", " "));
    panel(Rule.DESCRIPTIONS_SAY_WHAT_IS_BAD, type, "none", panel -> panel.remove("description"));
    panel(
        Rule.DESCRIPTIONS_SAY_WHAT_IS_BAD,
        type,
        "what is bad",
        panel -> replace(panel, "description", "Bad:", "And"));
    panel(Rule.UNITS_ARE_KNOWN, type, "no unit", panel -> defaults(panel).remove("unit"));
    panel(Rule.UNITS_ARE_KNOWN, type, "unknown", panel -> defaults(panel).put("unit", "secs"));
    target(Rule.PANELS_ASK_SOMETHING, type, "unheard of", target -> target.put("format", "logs"));
    panel(Rule.PANELS_ASK_SOMETHING, type, "no targets", panel -> panel.remove("targets"));
    panel(Rule.PANELS_ASK_SOMETHING, type, "a target twice", Edits::repeatTarget);
    target(Rule.PANELS_ASK_SOMETHING, type, "blank", target -> target.put("expr", " "));
  }

  private void ofEveryQuery(String type) {
    for (String label : List.of("job", "instance", "hashmap_name")) {
      expression(Rule.QUERIES_MATCH_THE_VARIABLES, type, label + "=~\"", "x" + label + "=~\"");
      expression(Rule.QUERIES_MATCH_THE_VARIABLES, type, label + "=~", label + "!~");
    }
    expression(Rule.LABELS_ARE_EMITTED, type, "hashmap_name=~", "hash_map_name=~");
  }

  private void ofRates() {
    for (String type : List.of("stat", "timeseries", "heatmap")) {
      expression(Rule.RATES_FOLLOW_THE_SCRAPE_INTERVAL, type, "$__rate_interval", "5m");
      expression(Rule.RATES_FOLLOW_THE_SCRAPE_INTERVAL, type, "__rate_", "__");
      expression(Rule.RATES_FOLLOW_THE_SCRAPE_INTERVAL, type, "[$__rate_interval]", "");
    }
    expression(Rule.COUNTERS_ONLY_INSIDE_RATES, "stat", "rate(", "max_over_time(");
    expression(Rule.COUNTERS_ONLY_INSIDE_RATES, "heatmap", "increase(", "delta(");
    expression(Rule.COUNTERS_ONLY_INSIDE_RATES, "timeseries", "rate(", "sum(");
    expression(Rule.COUNTERS_ONLY_INSIDE_RATES, "state-timeline", "({", "(rate({");
  }

  private void ofExemplars() {
    Rule rule = Rule.HISTOGRAMS_SHOW_EXEMPLARS;
    target(rule, "heatmap", "off", target -> target.put("exemplar", false));
    target(rule, "timeseries", "off", target -> target.remove("exemplar"));
    target(rule, "stat", "where nobody sees them", target -> target.put("exemplar", true));
    target(rule, "state-timeline", "of a gauge", target -> target.put("exemplar", true));
    add(
        rule,
        "twice for the same series",
        root ->
            titled(root, "Operation duration p50, p99, p99.9")
                .withArray("targets")
                .forEach(target -> ((ObjectNode) target).put("exemplar", true)));
  }

  private void ofNames() {
    expression(Rule.METRICS_ARE_EMITTED, "stat", "hashmap_operation_d", "hashmap_d");
    expression(Rule.METRICS_ARE_EMITTED, "heatmap", "_seconds_bucket", "_bucket");
    expression(Rule.METRICS_ARE_EMITTED, "timeseries", "_bucket", "");
    expression(Rule.METRICS_ARE_EMITTED, "state-timeline", "growth_progress", "progress");
    expression(Rule.BOTH_ROADS_ARE_SHOWN, "state-timeline", "(_ratio)?", "");
    expression(Rule.LABELS_ARE_EMITTED, "heatmap", "by (le)", "by (hashmap_size)");
    target(Rule.LABELS_ARE_EMITTED, "stat", "legend", t -> t.put("legendFormat", "{{zone}}"));
    add(
        Rule.METRICS_ARE_EMITTED,
        "variable",
        root -> replace(Edits.variableQuery(root, "job"), "query", "events", "event"));
    add(
        Rule.LABELS_ARE_EMITTED,
        "variable",
        root -> replace(Edits.variableQuery(root, "map"), "query", "hashmap_name", "map_name"));
    add(
        Rule.QUERIES_MATCH_THE_VARIABLES,
        "annotation",
        root -> replace(annotation(root), "expr", "job=~\"$job\", ", ""));
    add(
        Rule.EMITTED_METRICS_ARE_SHOWN,
        "a panel less",
        root -> titled(root, "Share of the entry limit").remove("targets"));
  }

  private void expression(Rule rule, String type, String from, String to) {
    String what = "%s instead of %s".formatted(to, from);
    target(rule, type, what, target -> replace(target, "expr", from, to));
  }

  private void target(Rule rule, String type, String what, Consumer<ObjectNode> change) {
    add(rule, type + ", target, " + what, root -> change.accept(firstTarget(root, type)));
  }

  private void panel(Rule rule, String type, String what, Consumer<ObjectNode> change) {
    add(rule, type + ", " + what, root -> change.accept(first(root, type)));
  }

  private void add(Rule rule, String what, Consumer<ObjectNode> change) {
    mutations.add(new Mutation(rule, what, change));
  }
}
