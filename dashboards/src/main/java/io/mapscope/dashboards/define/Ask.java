package io.mapscope.dashboards.define;

/**
 * Expressions with the matchers that every dashboard needs.
 *
 * <p>Implementation note. A gauge of unit 1 has the suffix {@code _ratio} when it comes through the
 * Collector and none when scraped directly, so such names are matched by a pattern.
 */
final class Ask {

  /** Of the exporter in any of the chosen programs. */
  static final String PROGRAM = "job=~\"$job\", instance=~\"$instance\"";

  /** Of the chosen maps. */
  static final String MAP = PROGRAM + ", hashmap_name=~\"$map\"";

  /** Of series that a recording rule has added up over instances. */
  static final String RECORDED = "{job=~\"$job\", hashmap_name=~\"$map\"}";

  static final String INTERVAL = "$__rate_interval";

  private static final String JDK = ", hashmap_implementation=~\"java[.]util[.].+\"";

  private Ask() {}

  static String map(String metric) {
    return metric + "{" + MAP + "}";
  }

  static String rate(String counter) {
    return "rate(" + map(counter) + "[" + INTERVAL + "])";
  }

  static String increase(String counter, String range) {
    return "increase(" + map(counter) + "[" + range + "])";
  }

  /** The rate of what is not about a map. */
  static String health(String counter) {
    return "rate(" + counter + "{" + PROGRAM + "}[" + INTERVAL + "])";
  }

  static String healthIncrease(String counter, String range) {
    return "increase(" + counter + "{" + PROGRAM + "}[" + range + "])";
  }

  /** A gauge of unit 1, by either of its names. */
  static String ratio(String gauge) {
    return "{__name__=~\"" + gauge + "(_ratio)?\", " + MAP + "}";
  }

  static String quantile(String quantile, String by, String rates) {
    return "histogram_quantile(" + quantile + ", sum by (" + by + ") (" + rates + "))";
  }

  /** Narrows an expression to one kind of operation. */
  static String where(String expression, String matcher) {
    return expression.replace(MAP, MAP + ", " + matcher);
  }

  /** Narrows an expression to maps of the JDK. */
  static String jdk(String expression) {
    return expression.replace(MAP, MAP + JDK);
  }

  /** Of the Collectors that are scraped. */
  static String collector(String metric) {
    return metric + "{job=~\"$collector\"}";
  }
}
