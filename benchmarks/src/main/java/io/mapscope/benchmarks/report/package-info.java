/**
 * From runs to {@code RESULTS.md}: each run writes a {@link io.mapscope.benchmarks.report.RunFile}
 * with its {@link io.mapscope.benchmarks.report.Conditions}; {@link
 * io.mapscope.benchmarks.report.ResultsPage} reads them all and writes the tables, the verdicts and
 * the plot, so that no figure is typed by hand.
 */
package io.mapscope.benchmarks.report;
