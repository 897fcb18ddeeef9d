package io.mapscope.dashboards;

import io.mapscope.dashboards.Dashboard.Expression;
import io.mapscope.dashboards.PromQl.Selector;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Rules about what is asked, held against the exporter's own catalogue. */
final class QueryRules {

  private static final List<EmittedMetric> EMITTED = EmittedMetric.all();
  private static final Set<String> RECORDED = RuleFiles.recordedNames();
  private static final Set<String> RATES = Set.of("rate", "increase");
  private static final Set<String> SHOWING_EXEMPLARS = Set.of("timeseries", "heatmap");
  private static final Pattern LEGEND_LABEL = Pattern.compile("\\{\\{\\s*(\\w+)\\s*}}");

  private QueryRules() {}

  static Stream<String> matchers(Dashboard dashboard) {
    Stream<String> ofExpressions =
        violating(
            dashboard,
            selector -> !matches(selector, Set.of("job", "instance")),
            "needs job=~\"$job\", instance=~\"$instance\", and for maps hashmap_name=~\"$map\"");
    return Stream.concat(ofExpressions, matchersOfVariables(dashboard));
  }

  /** A variable offers only what those before it have left. */
  private static Stream<String> matchersOfVariables(Dashboard dashboard) {
    Set<String> before = new HashSet<>();
    List<String> violations = new ArrayList<>();
    for (Expression variable : dashboard.variableQueries()) {
      if (!variable.promQl().selectors().stream()
          .allMatch(s -> isExternal(s) || hasMatchers(s, before))) {
        violations.add("%s: must be limited by %s".formatted(variable.place(), before));
      }
      before.add(variable.node().path("name").asText());
    }
    return violations.stream();
  }

  private static boolean matches(Selector selector, Set<String> labels) {
    for (External external : External.ALL) {
      if (external.isSelectedBy(selector)) {
        return external.matchers().stream().allMatch(selector.matcherTexts()::contains);
      }
    }
    if (isRecorded(selector)) {
      return hasMatchers(selector, Set.of("job")) && isOfChosenMaps(selector);
    }
    boolean ofMap =
        EMITTED.stream()
            .filter(metric -> metric.isSelectedBy(selector))
            .anyMatch(metric -> metric.labels().contains("hashmap_name"));
    return hasMatchers(selector, labels) && (!ofMap || isOfChosenMaps(selector));
  }

  private static boolean isOfChosenMaps(Selector selector) {
    return "=~\"$map\"".equals(selector.matchers().get("hashmap_name"));
  }

  private static boolean isRecorded(Selector selector) {
    return RECORDED.contains(selector.metric());
  }

  private static boolean hasMatchers(Selector selector, Set<String> labels) {
    return labels.stream()
        .allMatch(label -> ("=~\"$" + label + "\"").equals(selector.matchers().get(label)));
  }

  static Stream<String> rateIntervals(Dashboard dashboard) {
    return violating(
        dashboard,
        selector ->
            !switch (selector.function()) {
              case "rate" -> selector.range().equals("$__rate_interval");
              case "increase" -> Set.of("$__rate_interval", "1h").contains(selector.range());
              default -> selector.range().isEmpty();
            },
        "rate is taken over [$__rate_interval]; increase over that, or over [1h] for a total");
  }

  static Stream<String> counters(Dashboard dashboard) {
    return violating(
        dashboard,
        selector ->
            Stream.concat(
                    EMITTED.stream()
                        .filter(metric -> metric.isSelectedBy(selector))
                        .map(EmittedMetric::rises),
                    External.ALL.stream()
                        .filter(metric -> metric.isSelectedBy(selector))
                        .map(External::rises))
                .anyMatch(rises -> rises != RATES.contains(selector.function())),
        "counters and histograms belong inside rate or increase, and nothing else does");
  }

  /**
   * One target for each set of selectors: asking twice for the same draws each exemplar twice. A
   * pause of the collector happens in no span, so its histogram has none.
   */
  static Stream<String> exemplars(Dashboard dashboard) {
    Map<String, List<Expression>> bySelectors =
        dashboard.targets().stream()
            .collect(Collectors.groupingBy(t -> Dashboard.in(t.panel()) + t.promQl().selectors()));
    return bySelectors.values().stream()
        .filter(targets -> asking(targets) != (showsExemplars(targets.get(0)) ? 1 : 0))
        .map(
            targets -> targets.get(0).place() + ": one target for each histogram has exemplars on");
  }

  private static boolean showsExemplars(Expression target) {
    return SHOWING_EXEMPLARS.contains(target.panel().path("type").asText())
        && target.promQl().selectors().stream().anyMatch(QueryRules::hasExemplars);
  }

  private static boolean hasExemplars(PromQl.Selector selector) {
    return selector.metric().startsWith("hashmap_") && selector.metric().endsWith("_bucket");
  }

  private static long asking(List<Expression> targets) {
    return targets.stream().filter(t -> t.node().path("exemplar").asBoolean()).count();
  }

  static Stream<String> knownMetrics(Dashboard dashboard) {
    return withVariables(dashboard)
        .flatMap(
            expression ->
                expression.promQl().selectors().stream()
                    .filter(s -> !isKnown(s))
                    .map(s -> expression.place() + ": no such metric is emitted: " + s.metric()));
  }

  private static boolean isKnown(Selector selector) {
    return isRecorded(selector)
        || EMITTED.stream().anyMatch(metric -> metric.isSelectedBy(selector))
        || isExternal(selector);
  }

  private static boolean isExternal(Selector selector) {
    return External.ALL.stream().anyMatch(metric -> metric.isSelectedBy(selector));
  }

  static Stream<String> knownLabels(Dashboard dashboard) {
    return withVariables(dashboard)
        .filter(
            expression ->
                !labelsEmitted(expression.promQl()).containsAll(labels(expression.promQl()))
                    || !labelsLeft(expression.promQl()).containsAll(labelsOfLegend(expression)))
        .map(expression -> expression.place() + ": uses a label that its metrics do not have");
  }

  private static Stream<Expression> withVariables(Dashboard dashboard) {
    return Stream.concat(dashboard.expressions(), dashboard.variableQueries().stream());
  }

  private static Set<String> labels(PromQl promQl) {
    Set<String> labels = new HashSet<>(promQl.groupingLabels());
    promQl.selectors().forEach(selector -> labels.addAll(selector.matchers().keySet()));
    labels.remove("__name__");
    return labels;
  }

  /** Those that are grouped by; all of them when nothing is added up. */
  private static Set<String> labelsLeft(PromQl promQl) {
    boolean plain = promQl.selectors().stream().allMatch(s -> s.function().isEmpty());
    return plain ? labelsEmitted(promQl) : promQl.groupingLabels();
  }

  private static Set<String> labelsOfLegend(Expression expression) {
    return LEGEND_LABEL
        .matcher(expression.node().path("legendFormat").asText())
        .results()
        .map((MatchResult label) -> label.group(1))
        .collect(Collectors.toSet());
  }

  private static Set<String> labelsEmitted(PromQl promQl) {
    Set<String> labels = new HashSet<>();
    for (Selector selector : promQl.selectors()) {
      EMITTED.stream()
          .filter(metric -> metric.isSelectedBy(selector))
          .forEach(metric -> labels.addAll(metric.labels()));
      External.ALL.stream()
          .filter(metric -> metric.isSelectedBy(selector))
          .forEach(metric -> labels.addAll(metric.labels()));
      labels.addAll(isRecorded(selector) ? RuleFiles.labels(selector.metric()) : Set.of());
    }
    return labels;
  }

  static Stream<String> bothRoads(Dashboard dashboard) {
    return violating(
        dashboard,
        selector ->
            EMITTED.stream()
                .filter(metric -> metric.names().size() > 1 && metric.isSelectedBy(selector))
                .anyMatch(metric -> !metric.names().stream().allMatch(selector::selects)),
        "must match the name by the direct road and by the Collector");
  }

  static Stream<String> allShown(List<Dashboard> dashboards) {
    List<Selector> selectors =
        dashboards.stream()
            .flatMap(dashboard -> dashboard.targets().stream())
            .flatMap(target -> target.promQl().selectors().stream())
            .toList();
    return EMITTED.stream()
        .filter(metric -> selectors.stream().noneMatch(metric::isSelectedBy))
        .map(metric -> metric.metric().name() + " is emitted, and no panel shows it");
  }

  private static Stream<String> violating(
      Dashboard dashboard, Predicate<Selector> violated, String remedy) {
    return dashboard
        .expressions()
        .flatMap(
            expression ->
                expression.promQl().selectors().stream()
                    .filter(violated)
                    .map(s -> "%s: %s: %s".formatted(expression.place(), s.metric(), remedy)));
  }
}
