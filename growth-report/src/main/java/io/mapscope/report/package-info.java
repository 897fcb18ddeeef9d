/**
 * Makes a report of a recording.
 *
 * <pre>{@code
 * RecordingReport report = RecordingReport.builder().read(Path.of("service.jfr"));
 * System.out.println(report.verdict());
 * Files.writeString(Path.of("report.html"), report.html());
 * Files.writeString(Path.of("advice.json"), report.adviceJson());
 * }</pre>
 *
 * <p>A recording may hold the events of instrumented maps, method traces of the JDK's own maps, or
 * both. {@link io.mapscope.report.FlameSource} lets others put flame graphs into the page.
 */
package io.mapscope.report;
