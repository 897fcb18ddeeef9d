package io.mapscope.dashboards;

import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * What holds for every dashboard. The rules of Grafana's own linter, for all types of panels and
 * inside rows, and what users complain about elsewhere; each answers with the violations.
 */
enum Rule {
  UID_IS_STABLE(each(FrameRules::uid)),
  SCHEMA_IS_42(each(FrameRules::schema)),
  NOT_EDITABLE(each(FrameRules::editable)),
  PROVISIONED_UNEDITED(each(FrameRules::inputs)),
  CROSSHAIR_IS_SHARED(each(FrameRules::crosshair)),
  VARIABLES_SELECT_ANY_FLEET(each(FrameRules::variables)),
  LINKS_RESOLVE(FrameRules::links),
  GROWTHS_AND_PAUSES_ARE_ANNOTATED(each(FrameRules::annotations)),
  DATASOURCE_IS_THE_VARIABLE(each(FrameRules::datasources)),

  IDS_ARE_UNIQUE(each(PanelRules::ids)),
  NOTHING_OVERLAPS(each(PanelRules::overlaps)),
  ONLY_COLLAPSED_ROWS_HOLD_PANELS(each(PanelRules::rows)),
  PANELS_HAVE_TITLES(each(PanelRules::titles)),
  DESCRIPTIONS_SAY_WHAT_IS_BAD(each(PanelRules::descriptions)),
  UNITS_ARE_KNOWN(each(PanelRules::units)),
  PANELS_ASK_SOMETHING(each(PanelRules::targets)),

  QUERIES_MATCH_THE_VARIABLES(each(QueryRules::matchers)),
  RATES_FOLLOW_THE_SCRAPE_INTERVAL(each(QueryRules::rateIntervals)),
  COUNTERS_ONLY_INSIDE_RATES(each(QueryRules::counters)),
  HISTOGRAMS_SHOW_EXEMPLARS(each(QueryRules::exemplars)),
  METRICS_ARE_EMITTED(each(QueryRules::knownMetrics)),
  LABELS_ARE_EMITTED(each(QueryRules::knownLabels)),
  BOTH_ROADS_ARE_SHOWN(each(QueryRules::bothRoads)),
  EMITTED_METRICS_ARE_SHOWN(QueryRules::allShown);

  // A reference to a static method.
  @SuppressWarnings("ImmutableEnumChecker")
  private final Function<List<Dashboard>, Stream<String>> check;

  Rule(Function<List<Dashboard>, Stream<String>> check) {
    this.check = check;
  }

  /** The violations, each naming the place and the remedy. */
  List<String> violations(List<Dashboard> dashboards) {
    return check.apply(dashboards).toList();
  }

  private static Function<List<Dashboard>, Stream<String>> each(
      Function<Dashboard, Stream<String>> check) {
    return dashboards ->
        dashboards.stream()
            .flatMap(dashboard -> check.apply(dashboard).map(v -> dashboard.name() + ": " + v));
  }
}
