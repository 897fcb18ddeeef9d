/**
 * From runs to {@code RESULTS.md}: {@link io.mapscope.benchmarks.report.ResultsPage} reads what all
 * runs left and writes the tables, the verdicts and the plot, so that no figure is typed by hand.
 */
package io.mapscope.benchmarks.report;
