/**
 * What OpenTelemetry's declarative configuration, a file named by {@code OTEL_CONFIG_FILE}, finds
 * of Mapscope.
 *
 * <p>A tour: {@link io.mapscope.agent.declarative.ObedientSdk} has every SDK that is made of a file
 * obey the mapping's orders, by the generator {@link io.mapscope.agent.declarative.OrderedIds} and
 * the sampler {@link io.mapscope.agent.declarative.OrderedSampler}, which a file may also name. The
 * interfaces are experimental ones of OpenTelemetry and are named here and nowhere else.
 */
package io.mapscope.agent.declarative;
