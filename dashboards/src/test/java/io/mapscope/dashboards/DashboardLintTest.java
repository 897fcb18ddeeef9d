package io.mapscope.dashboards;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.FieldSource;

/** Holds the shipped dashboards to the rules, and each rule to failing when it is broken. */
class DashboardLintTest {

  private static final Path FOLDER = Path.of("grafana");

  static final List<Mutation> MUTATIONS = Mutations.all();

  @ParameterizedTest
  @EnumSource
  void shippedDashboardsKeep(Rule rule) throws IOException {
    assertThat(rule.violations(shipped())).isEmpty();
  }

  @ParameterizedTest
  @FieldSource("MUTATIONS")
  void ruleFailsWhenBroken(Mutation mutation) throws IOException {
    ObjectNode root = sample();
    mutation.change().accept(root);
    assertThat(broken(root)).contains(mutation.rule());
  }

  @ParameterizedTest
  @FieldSource("MUTATIONS")
  void ruleFailsWhenBrokenInsideARow(Mutation mutation) throws IOException {
    ObjectNode root = Edits.collapseRows(sample());
    assertThat(broken(root)).isEmpty();
    mutation.change().accept(root);
    assertThat(broken(root)).contains(mutation.rule());
  }

  @Test
  void everyRuleIsBrokenByAMutation() {
    Set<Rule> covered = MUTATIONS.stream().map(Mutation::rule).collect(Collectors.toSet());
    assertThat(covered).containsExactlyInAnyOrderElementsOf(EnumSet.allOf(Rule.class));
  }

  private static Set<Rule> broken(ObjectNode root) {
    List<Dashboard> dashboards = List.of(new Dashboard("growth-and-latency", root));
    return Stream.of(Rule.values())
        .filter(rule -> !rule.violations(dashboards).isEmpty())
        .collect(Collectors.toCollection(() -> EnumSet.noneOf(Rule.class)));
  }

  private static ObjectNode sample() throws IOException {
    return (ObjectNode)
        new ObjectMapper().readTree(FOLDER.resolve("growth-and-latency.json").toFile());
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
