/**
 * The dashboards as they are defined; the JSON files in {@code grafana} are made from here.
 *
 * <p>A {@link io.mapscope.dashboards.define.Board} is rows of panels with variables and annotations
 * around them. Written by hand, 3,000 lines of JSON drift apart: here positions follow from sizes,
 * and ids, data sources and matchers are the same everywhere. The test of this package writes the
 * files and compares them in the build. {@code Ask} makes the selectors, {@code Look} what a type
 * of panel looks like, and one class each has the panels of one dashboard.
 */
package io.mapscope.dashboards.define;
