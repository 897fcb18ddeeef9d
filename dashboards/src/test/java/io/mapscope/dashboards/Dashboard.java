package io.mapscope.dashboards;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * A dashboard under the eyes of the linter.
 *
 * @param name file name without suffix
 * @param root the JSON
 */
record Dashboard(String name, JsonNode root) {

  /**
   * An expression and what surrounds it.
   *
   * @param place where it stands, for messages
   * @param panel the panel, missing for variables and annotations
   * @param node the target, variable or annotation
   * @param promQl the expression
   */
  record Expression(String place, JsonNode panel, JsonNode node, PromQl promQl) {}

  /** All panels that show something, in rows or not. */
  List<JsonNode> panels() {
    return withRows().filter(panel -> !isRow(panel)).toList();
  }

  List<JsonNode> rows() {
    return withRows().filter(Dashboard::isRow).toList();
  }

  Stream<JsonNode> withRows() {
    return DashboardQueries.panels(root).stream();
  }

  Iterable<JsonNode> variables() {
    return root.at("/templating/list");
  }

  /** Of targets and annotations. */
  Stream<Expression> expressions() {
    return Stream.concat(targets().stream(), annotationQueries().stream());
  }

  /** Of the targets of all panels, nested or not. */
  List<Expression> targets() {
    List<Expression> targets = new ArrayList<>();
    for (JsonNode panel : panels()) {
      for (JsonNode target : panel.path("targets")) {
        if (DashboardQueries.isOfTraces(target)) {
          continue;
        }
        String place = in(panel) + ", " + target.path("refId").asText();
        targets.add(new Expression(place, panel, target, promQl(target)));
      }
    }
    return targets;
  }

  private List<Expression> annotationQueries() {
    List<Expression> queries = new ArrayList<>();
    for (JsonNode annotation : root.at("/annotations/list")) {
      String place = "annotation " + annotation.path("name").asText();
      queries.add(new Expression(place, MissingNode.getInstance(), annotation, promQl(annotation)));
    }
    return queries;
  }

  /** Of the variables that are queried, in their order. */
  List<Expression> variableQueries() {
    List<Expression> queries = new ArrayList<>();
    for (JsonNode variable : variables()) {
      if (variable.path("type").asText().equals("query")) {
        String place = "variable " + variable.path("name").asText();
        PromQl promQl = new PromQl(DashboardQueries.asPromQl(variable, place));
        queries.add(new Expression(place, MissingNode.getInstance(), variable, promQl));
      }
    }
    return queries;
  }

  private static PromQl promQl(JsonNode node) {
    return new PromQl(node.path("expr").asText());
  }

  static boolean isRow(JsonNode panel) {
    return panel.path("type").asText().equals("row");
  }

  /** Names a panel in messages. */
  static String in(JsonNode panel) {
    return "panel %s \"%s\"".formatted(panel.path("id"), panel.path("title").asText());
  }
}
