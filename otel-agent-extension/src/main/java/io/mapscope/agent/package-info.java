/**
 * An extension for the OpenTelemetry Java agent, by which the maps of a program report without a
 * line of code in it.
 *
 * <p>A tour: {@link io.mapscope.agent.MapTelemetryListener} starts the exporter on the agent's SDK
 * when that is ready; {@link io.mapscope.agent.SdkCustomization} has that SDK obey it and give it
 * time to finish; {@link io.mapscope.agent.ActiveTraceModule} brings the active span to the events
 * inside the program, whose classes the agent cannot see otherwise. What does for an SDK that is
 * described by a file what the customization does for others is the exporter's own.
 */
package io.mapscope.agent;
