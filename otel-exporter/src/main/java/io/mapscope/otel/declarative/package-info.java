/**
 * OpenTelemetry's declarative configuration, a file named by {@code OTEL_CONFIG_FILE}: what makes
 * an SDK that is described there obey the mapping's orders.
 *
 * <p>A tour: {@link io.mapscope.otel.declarative.ObedientSdk} puts into the description the
 * generator {@link io.mapscope.otel.declarative.OrderedIds} and, around the sampler that is there,
 * {@link io.mapscope.otel.declarative.OrderedSampler}. The agent extension has OpenTelemetry find
 * the three; Mapscope's own SDK hands them over itself, so that a program that merely has this
 * library keeps its description as it is. The interfaces are experimental ones of OpenTelemetry.
 */
package io.mapscope.otel.declarative;
