package io.mapscope.dashboards;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Reads all that a Grafana dashboard asks of Prometheus, as queries that a server can answer; what
 * it asks of a trace store is left out.
 *
 * <p>Implementation note. The classic JSON model: panels lie in a list, and those of a collapsed
 * row in the list of that row. A variable's {@code label_values(selector, label)} is Grafana's own
 * language; it becomes {@code group by (label) (selector)}, which has the same values as answer.
 */
public final class DashboardQueries {

  private static final Pattern LABEL_VALUES =
      Pattern.compile("label_values\\((?<selector>.+),\\s*(?<label>\\w+)\\)", Pattern.DOTALL);

  private final List<Query> queries = new ArrayList<>();
  private final Variables variables;

  private DashboardQueries(Variables variables) {
    this.variables = variables;
  }

  /**
   * Reads a dashboard.
   *
   * @param dashboard the JSON file, not null
   * @param variables values by name, without the dollar, such as {@code job} and {@code
   *     __rate_interval}; a variable of the dashboard that is not given takes its value for "all"
   * @return the queries of panels, variables and annotations, in this order, unmodifiable
   * @throws IOException if the file cannot be read or is not JSON
   * @throws IllegalArgumentException if a query uses a variable without value, or a variable's
   *     query is none that Prometheus can answer
   */
  public static List<Query> read(Path dashboard, Map<String, String> variables) throws IOException {
    JsonNode root = new ObjectMapper().readTree(dashboard.toFile());
    Map<String, String> values = new HashMap<>();
    for (JsonNode variable : root.at("/templating/list")) {
      if (variable.hasNonNull("allValue")) {
        values.put(variable.path("name").asText(), variable.path("allValue").asText());
      }
    }
    values.putAll(variables);
    DashboardQueries queries = new DashboardQueries(new Variables(values));
    queries.ofPanels(root);
    queries.ofVariables(root);
    queries.ofAnnotations(root);
    return List.copyOf(queries.queries);
  }

  /** All panels, rows included, those of rows after their row. */
  static List<JsonNode> panels(JsonNode parent) {
    List<JsonNode> panels = new ArrayList<>();
    for (JsonNode panel : parent.path("panels")) {
      panels.add(panel);
      panels.addAll(panels(panel));
    }
    return panels;
  }

  /** Whether a target asks the trace store and not Prometheus. */
  static boolean isOfTraces(JsonNode target) {
    return target.at("/datasource/uid").asText().equals("${traces}")
        && target.path("queryType").asText().equals("traceql");
  }

  /** Whether that holds for a target, or for all targets of a panel. */
  static boolean asksTraces(JsonNode asking) {
    if (!asking.has("targets")) {
      return isOfTraces(asking);
    }
    for (JsonNode target : asking.path("targets")) {
      if (!isOfTraces(target)) {
        return false;
      }
    }
    return true;
  }

  private void ofPanels(JsonNode root) {
    for (JsonNode panel : panels(root)) {
      for (JsonNode target : panel.path("targets")) {
        if (isOfTraces(target)) {
          continue;
        }
        String place =
            "panel \"%s\", %s"
                .formatted(panel.path("title").asText(), target.path("refId").asText());
        add(Query.Kind.PANEL, place, target.path("expr").asText(), target.path("exemplar"));
      }
    }
  }

  private void ofVariables(JsonNode root) {
    for (JsonNode variable : root.at("/templating/list")) {
      if (variable.path("type").asText().equals("query")) {
        String place = "variable " + variable.path("name").asText();
        add(Query.Kind.VARIABLE, place, asPromQl(variable, place), variable.path("exemplar"));
      }
    }
  }

  private void ofAnnotations(JsonNode root) {
    for (JsonNode annotation : root.at("/annotations/list")) {
      if (annotation.hasNonNull("expr")) {
        String place = "annotation \"%s\"".formatted(annotation.path("name").asText());
        add(
            Query.Kind.ANNOTATION,
            place,
            annotation.path("expr").asText(),
            annotation.path("exemplar"));
      }
    }
  }

  static String asPromQl(JsonNode variable, String place) {
    String query = variable.at("/query/query").asText();
    Matcher matcher = LABEL_VALUES.matcher(query);
    if (!matcher.matches()) {
      throw new IllegalArgumentException(
          "%s asks \"%s\"; only label_values(selector, label) is understood"
              .formatted(place, query));
    }
    return "group by (%s) (%s)".formatted(matcher.group("label"), matcher.group("selector"));
  }

  private void add(Query.Kind kind, String place, String expression, JsonNode exemplar) {
    queries.add(new Query(kind, place, variables.fillIn(expression, place), exemplar.asBoolean()));
  }
}
