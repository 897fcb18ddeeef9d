/**
 * Reads what dashboards ask of Prometheus.
 *
 * <p>The dashboards themselves are the files under {@code dashboards/grafana}. A tour of the code:
 * {@link io.mapscope.dashboards.DashboardQueries} turns a dashboard into a list of {@link
 * io.mapscope.dashboards.Query}, with variables filled in, so that a test can run all of them
 * against a real server. The linter that keeps the files to their rules is among the tests.
 */
package io.mapscope.dashboards;
