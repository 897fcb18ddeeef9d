package io.mapscope.dashboards;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.mapscope.dashboards.define.Board;
import io.mapscope.dashboards.define.Boards;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.FieldSource;

/** Holds the shipped dashboards to the rules, and each rule to failing when it is broken. */
class DashboardLintTest {

  private static final Path FOLDER = Path.of("grafana");

  private static final String HOME_UID = "mapscope-growth-and-latency";

  private static final ObjectNode SAMPLE = sample();

  static final List<Mutation> MUTATIONS = Mutations.all();

  @ParameterizedTest
  @EnumSource
  void shippedDashboardsKeep(Rule rule) throws IOException {
    assertThat(rule.violations(shipped())).isEmpty();
  }

  @ParameterizedTest
  @FieldSource("MUTATIONS")
  void ruleFailsWhenBroken(Mutation mutation) {
    ObjectNode root = SAMPLE.deepCopy();
    mutation.change().accept(root);
    assertThat(violations(mutation.rule(), root)).as(mutation.toString()).isNotEmpty();
  }

  @ParameterizedTest
  @FieldSource("MUTATIONS")
  void ruleFailsWhenBrokenInsideARow(Mutation mutation) {
    ObjectNode root = Edits.collapseRows(SAMPLE.deepCopy());
    mutation.change().accept(root);
    assertThat(violations(mutation.rule(), root)).as(mutation.toString()).isNotEmpty();
  }

  @ParameterizedTest
  @EnumSource
  void collapsedRowsKeep(Rule rule) {
    assertThat(violations(rule, Edits.collapseRows(SAMPLE.deepCopy()))).isEmpty();
  }

  @Test
  void everyRuleIsBrokenByAMutation() {
    Set<Rule> covered = MUTATIONS.stream().map(Mutation::rule).collect(Collectors.toSet());
    assertThat(covered).containsExactlyInAnyOrderElementsOf(EnumSet.allOf(Rule.class));
  }

  private static List<String> violations(Rule rule, ObjectNode root) {
    return rule.violations(List.of(new Dashboard("growth-and-latency", root), neighbour()));
  }

  /** Something that the sample can be linked to, and that shows nothing. */
  private static Dashboard neighbour() {
    ObjectNode neighbour = SAMPLE.deepCopy().put("uid", "mapscope-neighbour");
    neighbour.putArray("panels");
    ((ObjectNode) neighbour.required("links").required(0)).put("url", "/d/" + HOME_UID);
    return new Dashboard("neighbour", neighbour);
  }

  /** The home with the panels of all dashboards, so that all metrics are shown. */
  private static ObjectNode sample() {
    ObjectNode sample = Boards.all().get(0).json();
    ArrayNode panels = sample.putArray("panels");
    int ids = 0;
    for (Board board : Boards.all()) {
      int top = panels.isEmpty() ? 0 : bottom(panels);
      for (JsonNode panel : board.json().path("panels")) {
        ((ObjectNode) panel).put("id", ++ids);
        ObjectNode position = Edits.position((ObjectNode) panel);
        position.put("y", position.path("y").asInt() + top);
        panels.add(panel);
      }
    }
    sample.withArray("/templating/list").add(collectorVariable());
    ArrayNode links = sample.withArray("links");
    ObjectNode link = ((ObjectNode) links.get(0)).put("url", "/d/mapscope-neighbour");
    links.removeAll().add(link);
    return sample;
  }

  private static int bottom(ArrayNode panels) {
    JsonNode last = panels.get(panels.size() - 1).path("gridPos");
    return last.path("y").asInt() + last.path("h").asInt();
  }

  private static JsonNode collectorVariable() {
    return Edits.variable(
        Boards.all().stream()
            .filter(board -> board.name().equals("pipeline-health"))
            .findFirst()
            .orElseThrow()
            .json(),
        "collector");
  }

  private static List<Dashboard> shipped() throws IOException {
    List<Dashboard> dashboards = new ArrayList<>();
    try (DirectoryStream<Path> files = Files.newDirectoryStream(FOLDER, "*.json")) {
      for (Path file : files) {
        String name = file.getFileName().toString().replace(".json", "");
        dashboards.add(new Dashboard(name, new ObjectMapper().readTree(file.toFile())));
      }
    }
    return dashboards;
  }
}
