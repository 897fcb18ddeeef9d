/**
 * What the exporter emits, as data.
 *
 * <p>A tour: {@link io.mapscope.otel.catalog.MetricCatalog} lists the metrics with kind, unit and
 * attributes, {@link io.mapscope.otel.catalog.SpanCatalog} the spans, {@link
 * io.mapscope.otel.catalog.AttributeNames} the names that both use. The exporter builds its
 * instruments from these lists, the documentation's tables are generated from them, and whoever
 * writes dashboards can check names against them.
 */
package io.mapscope.otel.catalog;
