/**
 * How fast the exporter is, and what it costs: {@link io.mapscope.benchmarks.export.RecordingMaker}
 * makes a recording, {@link io.mapscope.benchmarks.export.FileSpeed} reads it with and without
 * mapping, {@link io.mapscope.benchmarks.export.LiveCost} maps the events of its own process,
 * {@link io.mapscope.benchmarks.export.AwayCost} exports to a collector that is away for a while.
 */
package io.mapscope.benchmarks.export;
