package io.mapscope.dashboards;

import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * A metric that the dashboards show and that the exporter does not emit.
 *
 * @param source who emits it
 * @param name its name by whatever configuration of the source
 * @param rises whether it is a counter
 * @param labels the labels that are used of it
 * @param matchers the labels by which it must be chosen, each by a variable
 */
record External(
    String source, Pattern name, boolean rises, Set<String> labels, Set<String> matchers) {

  private static final String COLLECTOR = "a Collector's own telemetry, level normal";
  private static final Set<String> BY_COLLECTOR = Set.of("job=~\"$collector\"");

  /** All that is known; the release in e2e/servers has been asked for these names. */
  static final List<External> ALL =
      List.of(
          counter("otelcol_receiver_(accepted|refused|failed)_(spans|metric_points)", "receiver"),
          counter(
              "otelcol_exporter_(sent|send_failed|enqueue_failed)_(spans|metric_points)",
              "exporter"),
          gauge("otelcol_exporter_queue_(size|capacity)", "exporter"),
          gauge("otelcol_process_memory_rss(_bytes)?", "instance"),
          new External(
              "Prometheus, of the rules in dashboards/prometheus",
              Pattern.compile("ALERTS"),
              false,
              Set.of("job", "alertname", "alertstate"),
              Set.of("job=~\"$job\"")));

  private static External counter(String name, String label) {
    return new External(
        COLLECTOR, Pattern.compile(name + "(_total)?"), true, Set.of("job", label), BY_COLLECTOR);
  }

  private static External gauge(String name, String label) {
    return new External(
        COLLECTOR, Pattern.compile(name), false, Set.of("job", label), BY_COLLECTOR);
  }

  /** A pattern is known when it is one of ours or narrower in words that the source has. */
  boolean isSelectedBy(PromQl.Selector selector) {
    String asked = selector.metric().isEmpty() ? selector.namePattern() : selector.metric();
    return expand(asked).stream().allMatch(one -> name.matcher(one).matches());
  }

  /** The names that a pattern of words and alternatives stands for. */
  private static List<String> expand(String pattern) {
    int open = pattern.indexOf('(');
    if (open < 0) {
      return List.of(pattern);
    }
    int close = pattern.indexOf(')', open);
    boolean optional = pattern.startsWith("?", close + 1);
    String rest = pattern.substring(close + (optional ? 2 : 1));
    String inner = pattern.substring(open + 1, close) + (optional ? "|" : "");
    return List.of(inner.split("\\|", -1)).stream()
        .flatMap(word -> expand(pattern.substring(0, open) + word + rest).stream())
        .toList();
  }
}
