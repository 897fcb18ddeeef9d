/**
 * The mapping of events to spans and metrics; knows the API of OpenTelemetry but no exporter, and
 * Flight Recorder's streams but not where they come from.
 *
 * <p>A tour: {@link io.mapscope.otel.mapping.MappingEngine} takes events from a stream and gives
 * each to the handler of its type. Handlers decode; {@code Maps} holds what is known of each map
 * and makes events wait for their map; {@code GrowthModel} pairs starts, steps and ends; {@code
 * Spans} and {@code Instruments} say it in OpenTelemetry's terms, with the ids of {@link
 * io.mapscope.otel.mapping.ComputedIds}. {@link io.mapscope.otel.mapping.StreamTime} lets a source
 * follow the time of events.
 */
package io.mapscope.otel.mapping;
