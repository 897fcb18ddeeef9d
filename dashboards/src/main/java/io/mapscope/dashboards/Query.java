package io.mapscope.dashboards;

/**
 * One question that a dashboard asks of Prometheus.
 *
 * @param kind what asks
 * @param place where in the dashboard it stands, for messages, such as {@code panel "p99 now", A}
 * @param expression PromQL without any variable left
 * @param exemplars whether exemplars are asked for as well
 */
public record Query(Kind kind, String place, String expression, boolean exemplars) {

  /** What asks. */
  public enum Kind {
    /** A target of a panel, in a row or not. */
    PANEL,
    /** A variable; its expression returns one series for each value offered. */
    VARIABLE,
    /** An annotation. */
    ANNOTATION
  }
}
