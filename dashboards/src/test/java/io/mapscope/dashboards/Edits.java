package io.mapscope.dashboards;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.function.Predicate;

/** Finds and changes parts of a dashboard. What is looked for and not there is an error. */
final class Edits {

  private Edits() {}

  /** Puts the panels that follow a row into it, as Grafana does when it is collapsed. */
  static ObjectNode collapseRows(ObjectNode root) {
    ArrayNode flat = root.withArray("panels").deepCopy();
    ArrayNode rows = root.putArray("panels");
    ObjectNode row = null;
    for (JsonNode panel : flat) {
      if (Dashboard.isRow(panel)) {
        row = (ObjectNode) panel;
        row.put("collapsed", true);
        rows.add(row);
      } else {
        row.withArray("panels").add(panel);
      }
    }
    return root;
  }

  static ObjectNode first(ObjectNode root, String type) {
    return panels(root, panel -> panel.path("type").asText().equals(type)).get(0);
  }

  static ObjectNode titled(ObjectNode root, String title) {
    return panels(root, panel -> panel.path("title").asText().equals(title)).get(0);
  }

  static ObjectNode last(ObjectNode root) {
    List<ObjectNode> panels = panels(root, panel -> true);
    return panels.get(panels.size() - 1);
  }

  private static List<ObjectNode> panels(ObjectNode root, Predicate<JsonNode> wanted) {
    return DashboardQueries.panels(root).stream()
        .filter(wanted)
        .map(ObjectNode.class::cast)
        .toList();
  }

  static ObjectNode firstTarget(ObjectNode root, String type) {
    return (ObjectNode) first(root, type).required("targets").required(0);
  }

  static ObjectNode link(ObjectNode root) {
    return (ObjectNode) root.requiredAt("/links/0");
  }

  static ObjectNode annotation(ObjectNode root) {
    return (ObjectNode) root.requiredAt("/annotations/list/0");
  }

  static ObjectNode variable(ObjectNode root, String name) {
    for (JsonNode variable : root.requiredAt("/templating/list")) {
      if (variable.path("name").asText().equals(name)) {
        return (ObjectNode) variable;
      }
    }
    throw new IllegalArgumentException("no variable " + name);
  }

  static ObjectNode variableQuery(ObjectNode root, String name) {
    return (ObjectNode) variable(root, name).required("query");
  }

  static ObjectNode position(ObjectNode panel) {
    return (ObjectNode) panel.required("gridPos");
  }

  static ObjectNode defaults(ObjectNode panel) {
    return (ObjectNode) panel.requiredAt("/fieldConfig/defaults");
  }

  static void fixDatasource(ObjectNode asking) {
    asking.putObject("datasource").put("type", "prometheus").put("uid", "P1809F7CD0C75ACF3");
  }

  static void repeatTarget(ObjectNode panel) {
    panel.withArray("targets").add(panel.required("targets").required(0));
  }

  static void openARow(ObjectNode root) {
    ObjectNode row = first(root, "row");
    row.put("collapsed", false).withArray("panels").add(last(root));
  }

  /** Changes a text; one that does not contain what is to be replaced is an error. */
  static void replace(ObjectNode node, String field, String from, String to) {
    String text = node.required(field).asText();
    if (!text.contains(from)) {
      throw new IllegalArgumentException("\"%s\" is not in: %s".formatted(from, text));
    }
    node.put(field, text.replace(from, to));
  }
}
