/**
 * From Flight Recorder events of hash maps to OpenTelemetry.
 *
 * <p>A tour: {@link io.mapscope.otel.MapTelemetry} exports the maps of the program it runs in while
 * they live, {@link io.mapscope.otel.MapExport} those of other JVMs, running or recorded. Both give
 * the same spans and totals for the same events, both are configured by the {@code OTEL_*}
 * variables, and both tell in an {@link io.mapscope.otel.ExportSummary} what became of the events.
 * {@link io.mapscope.otel.catalog} lists what comes out.
 */
package io.mapscope.otel;
