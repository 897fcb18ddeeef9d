/**
 * The OpenTelemetry SDK as the exporter uses it.
 *
 * <p>A tour: {@link io.mapscope.otel.pipeline.Pipeline} builds it from the user's settings and
 * {@link io.mapscope.otel.pipeline.PipelineOptions}. {@code ExporterSelection} decides which
 * exporters there are, {@code JsonLines} adds files, {@code CountingSpanExporter}, {@code
 * CountingMetricExporter} and {@code BoundedSpanProcessor} see to it that nothing is lost unseen
 * and that nobody waits. {@link io.mapscope.otel.pipeline.Delivery} tells what became of it all.
 */
package io.mapscope.otel.pipeline;
