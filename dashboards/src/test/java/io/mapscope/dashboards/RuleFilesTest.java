package io.mapscope.dashboards;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.mapscope.dashboards.PromQl.Selector;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What can be said of the rules without Prometheus; {@code promtool} tests them in e2e/run. */
class RuleFilesTest {

  private static final List<EmittedMetric> EMITTED = EmittedMetric.all();

  @Test
  void everyMetricIsEmittedOrRecordedBefore() {
    Set<String> known = new TreeSet<>(RuleFiles.recordedNames());
    assertThat(Stream.concat(RuleFiles.recordings().stream(), RuleFiles.alerts().stream()))
        .isNotEmpty()
        .allSatisfy(
            rule ->
                assertThat(selectors(rule))
                    .isNotEmpty()
                    .allMatch(
                        selector -> isEmitted(selector) || known.contains(selector.metric())));
  }

  @Test
  void labelsOfEmittedMetricsAreThoseOfTheCatalogue() {
    for (JsonNode rule : allRules()) {
      PromQl promQl = new PromQl(rule.path("expr").asText());
      for (Selector selector : promQl.selectors()) {
        if (isEmitted(selector)) {
          Set<String> labels =
              EMITTED.stream()
                  .filter(metric -> metric.isSelectedBy(selector))
                  .flatMap(metric -> metric.labels().stream())
                  .collect(Collectors.toSet());
          labels.add("__name__");
          assertThat(labels).containsAll(selector.matchers().keySet());
          assertThat(labels).containsAll(promQl.groupingLabels());
        }
      }
    }
  }

  @Test
  void gaugesAreMatchedByBothOfTheirNames() {
    for (JsonNode rule : allRules()) {
      for (Selector selector : selectors(rule)) {
        EMITTED.stream()
            .filter(metric -> metric.isSelectedBy(selector) && metric.names().size() > 1)
            .forEach(metric -> assertThat(metric.names()).allMatch(selector::selects));
      }
    }
  }

  @Test
  void everyAlertHasASeverityASummaryARunbookAndADashboard() {
    for (JsonNode alert : RuleFiles.alerts()) {
      String name = alert.path("alert").asText();
      assertThat(name).startsWith("Mapscope");
      assertThat(alert.at("/labels/severity").asText()).isIn("critical", "warning");
      assertThat(alert.at("/annotations/summary").asText()).as(name).isNotBlank();
      assertThat(alert.at("/annotations/description").asText()).as(name).isNotBlank();
      assertThat(Path.of("..", alert.at("/annotations/runbook").asText()))
          .isRegularFile()
          .content()
          .contains(name);
      String dashboard = alert.at("/annotations/dashboard").asText();
      assertThat(Path.of("grafana", dashboard.replace("/d/mapscope-", "") + ".json"))
          .isRegularFile();
    }
  }

  @Test
  void everyAlertIsTestedToFireAndNotToFire() {
    JsonNode tests = RuleFiles.read("tests.yml").required("tests");
    for (JsonNode alert : RuleFiles.alerts()) {
      String name = alert.path("alert").asText();
      Set<Boolean> outcomes =
          tests.findValues("alert_rule_test").stream()
              .flatMap(
                  cases -> Stream.iterate(0, i -> i < cases.size(), i -> i + 1).map(cases::get))
              .filter(test -> test.path("alertname").asText().equals(name))
              .map(test -> test.path("exp_alerts").isEmpty())
              .collect(Collectors.toSet());
      assertThat(outcomes).as(name).containsExactlyInAnyOrder(true, false);
    }
  }

  @Test
  void burnRatesAreThoseOfTheServiceLevels() {
    assertThat(RuleFiles.alerts().stream().map(rule -> rule.path("expr").asText()))
        .anyMatch(e -> e.contains("rate1h > 14.4 * 0.001") && e.contains("rate5m > 14.4 * 0.001"))
        .anyMatch(e -> e.contains("rate6h > 6 * 0.001") && e.contains("rate30m > 6 * 0.001"))
        .anyMatch(e -> e.contains("rate1d > 3 * 0.001") && e.contains("rate2h > 3 * 0.001"))
        .anyMatch(e -> e.contains("rate3d > 1 * 0.001") && e.contains("rate6h > 1 * 0.001"));
  }

  private static List<JsonNode> allRules() {
    return Stream.concat(RuleFiles.recordings().stream(), RuleFiles.alerts().stream()).toList();
  }

  private static List<Selector> selectors(JsonNode rule) {
    return new PromQl(rule.path("expr").asText()).selectors();
  }

  private static boolean isEmitted(Selector selector) {
    return EMITTED.stream().anyMatch(metric -> metric.isSelectedBy(selector));
  }
}
