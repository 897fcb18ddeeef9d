package io.mapscope.dashboards.define;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/** A panel of a dashboard. Made by one chain of calls and not changed afterwards. */
public final class Panel {

  private record Target(String expression, String legend, ObjectNode traces) {}

  /** Of maps: what happens to the exporter or the collector happens in no span. */
  private static final Pattern HISTOGRAM = Pattern.compile("hashmap_\\w+_bucket\\{[^}]*}");

  final int width;
  private final Look look;
  private final String title;
  private final String question;
  private final List<Target> targets = new ArrayList<>();
  private final ObjectNode custom;
  private final ObjectNode options;
  private final ArrayNode overrides = Json.array();
  private final ArrayNode mappings = Json.array();
  private final ArrayNode transformations = Json.array();
  private final ArrayNode steps = Json.array();
  private final ArrayNode links = Json.array();
  private String description = "";
  private String unit = "short";
  private String noValue = "";
  private boolean fromZero;
  private int height;

  private Panel(Look look, int width, int height, String title, String question) {
    this.look = look;
    this.width = width;
    this.height = height;
    this.title = title;
    this.question = question;
    this.custom = look.custom();
    this.options = look.options();
    steps.addObject().put("color", "green").putNull("value");
  }

  static Panel stat(int width, String title, String question) {
    return new Panel(Look.STAT, width, 5, title, question);
  }

  static Panel lines(int width, String title, String question) {
    return new Panel(Look.LINES, width, 8, title, question);
  }

  static Panel heatmap(int width, String title, String question) {
    return new Panel(Look.HEATMAP, width, 10, title, question);
  }

  static Panel states(int width, String title, String question) {
    return new Panel(Look.STATES, width, 7, title, question);
  }

  static Panel bars(int width, String title, String question) {
    return new Panel(Look.BARS, width, 8, title, question);
  }

  static Panel table(int width, String title, String question) {
    return new Panel(Look.TABLE, width, 9, title, question);
  }

  /**
   * The title.
   *
   * @return as shown
   */
  public String title() {
    return title;
  }

  /**
   * What the panel answers.
   *
   * @return one question
   */
  public String question() {
    return question;
  }

  /** What it shows, and what bad looks like, which both end in a full stop. */
  Panel tells(String what, String bad) {
    description = what + " Bad: " + bad;
    return this;
  }

  int height() {
    return height;
  }

  Panel high(int rows) {
    height = rows;
    return this;
  }

  /** A dashed line. */
  Panel threshold(double value) {
    steps.removeAll();
    steps.addObject().put("color", "transparent").putNull("value");
    steps.addObject().put("color", "red").put("value", value);
    custom.putObject("thresholdsStyle").put("mode", "dashed");
    return this;
  }

  Panel unit(String id) {
    unit = id;
    return this;
  }

  Panel asks(String expression, String legend) {
    targets.add(new Target(expression, legend, null));
    return this;
  }

  Panel asks(String expression) {
    return asks(expression, "__auto");
  }

  /** A search in the trace store. */
  Panel asksTraces(ObjectNode target) {
    targets.add(new Target("", "", target));
    return this;
  }

  Panel step(String color, double from) {
    steps.addObject().put("color", color).put("value", from);
    return this;
  }

  /** The first color, for figures of which low is bad or which are neither good nor bad. */
  Panel base(String color) {
    ((ObjectNode) steps.get(0)).put("color", color);
    return this;
  }

  Panel whenEmpty(String text) {
    noValue = text;
    return this;
  }

  Panel fromZero() {
    fromZero = true;
    return this;
  }

  Panel logarithmic() {
    custom.putObject("scaleDistribution").put("type", "log").put("log", 10);
    return this;
  }

  Panel stacked() {
    custom.put("fillOpacity", 30);
    ((ObjectNode) custom.get("stacking")).put("mode", "normal");
    return this;
  }

  /** Points, where there is a value now and then only. */
  Panel points() {
    custom.put("showPoints", "always");
    return this;
  }

  Panel value(String value, String text, String color) {
    ObjectNode mapping = mappings.isEmpty() ? mappings.addObject() : (ObjectNode) mappings.get(0);
    ObjectNode values = mapping.put("type", "value").withObject("/options");
    values.putObject(value).put("color", color).put("index", values.size() - 1).put("text", text);
    return this;
  }

  Panel color(String series, String color) {
    ObjectNode override = overrides.addObject();
    override.putObject("matcher").put("id", "byName").put("options", series);
    ObjectNode property = override.putArray("properties").addObject().put("id", "color");
    property.putObject("value").put("fixedColor", color).put("mode", "fixed");
    return this;
  }

  Panel transformed(String id, String optionsWithSingleQuotes) {
    ObjectNode transformation = transformations.addObject().put("id", id);
    transformation.set("options", Json.parse(optionsWithSingleQuotes));
    return this;
  }

  Panel link(String text, String url) {
    links.addObject().put("title", text).put("url", url).put("targetBlank", true);
    return this;
  }

  ObjectNode json(int id, int x, int y) {
    ObjectNode panel = Json.object().put("id", id).put("type", look.type).put("title", title);
    panel.put("description", description);
    panel.set("datasource", targets.get(0).traces == null ? Json.datasource() : Json.traces());
    panel.put("pluginVersion", "12.0.0");
    ObjectNode field = panel.putObject("fieldConfig");
    field.set("defaults", defaults());
    field.set("overrides", overrides);
    panel.set("options", options);
    panel.set("targets", targets());
    if (!transformations.isEmpty()) {
      panel.set("transformations", transformations);
    }
    panel.putObject("gridPos").put("h", height).put("w", width).put("x", x).put("y", y);
    return panel;
  }

  private ObjectNode defaults() {
    ObjectNode defaults = Json.object().put("unit", unit);
    boolean plain = look == Look.STAT || look == Look.BARS;
    defaults.putObject("color").put("mode", plain ? "thresholds" : "palette-classic");
    if (!custom.isEmpty()) {
      defaults.set("custom", custom);
    }
    defaults.putObject("thresholds").put("mode", "absolute").set("steps", steps);
    defaults.set("mappings", mappings);
    if (!noValue.isEmpty()) {
      defaults.put("noValue", noValue);
    }
    if (fromZero) {
      defaults.put("min", 0);
    }
    if (!links.isEmpty()) {
      defaults.set("links", links);
    }
    return defaults;
  }

  /** Exemplars are asked for once of each histogram: twice would draw each of them twice. */
  private ArrayNode targets() {
    ArrayNode out = Json.array();
    Set<String> withExemplars = new HashSet<>();
    for (Target target : targets) {
      ObjectNode node = out.addObject().put("refId", String.valueOf((char) ('A' + out.size() - 1)));
      if (target.traces != null) {
        node.set("datasource", Json.traces());
        node.setAll(target.traces);
        continue;
      }
      node.set("datasource", Json.datasource());
      String histograms =
          HISTOGRAM.matcher(target.expression).results().toList().isEmpty() ? "" : key(target);
      node.put("editorMode", "code").put("expr", target.expression).put("format", look.format);
      node.put("range", !look.isInstant()).put("instant", look.isInstant());
      node.put(
          "exemplar",
          look.showsExemplars() && !histograms.isEmpty() && withExemplars.add(histograms));
      node.put("legendFormat", target.legend);
    }
    return out;
  }

  private static String key(Target target) {
    StringBuilder key = new StringBuilder();
    HISTOGRAM.matcher(target.expression).results().forEach(found -> key.append(found.group()));
    return key.toString();
  }
}
