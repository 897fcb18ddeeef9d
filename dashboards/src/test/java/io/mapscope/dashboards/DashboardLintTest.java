package io.mapscope.dashboards;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
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
    assertThat(violations(mutation.rule(), root)).isNotEmpty();
  }

  @ParameterizedTest
  @FieldSource("MUTATIONS")
  void ruleFailsWhenBrokenInsideARow(Mutation mutation) {
    ObjectNode root = Edits.collapseRows(SAMPLE.deepCopy());
    mutation.change().accept(root);
    assertThat(violations(mutation.rule(), root)).isNotEmpty();
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
    return rule.violations(List.of(new Dashboard("growth-and-latency", root)));
  }

  private static ObjectNode sample() {
    try {
      return (ObjectNode)
          new ObjectMapper().readTree(FOLDER.resolve("growth-and-latency.json").toFile());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
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
