/**
 * The Flight Recorder events of hash maps.
 *
 * <p>A tour: every event extends {@link io.mapscope.events.MapEvent}, which says which map it is
 * about, its number in that map's sequence, and the trace that was active. {@link
 * io.mapscope.events.MapCreatedEvent} introduces a map; {@link
 * io.mapscope.events.GrowthStartEvent}, {@link io.mapscope.events.GrowthEvent}, {@link
 * io.mapscope.events.GrowWorkEvent} and {@link io.mapscope.events.EvacuateEvent} tell its growths
 * from coarse to fine; {@link io.mapscope.events.PutEvent}, {@link io.mapscope.events.DeleteEvent},
 * {@link io.mapscope.events.ClearEvent} and {@link io.mapscope.events.OperationSampleEvent} its
 * operations; {@link io.mapscope.events.MapStatisticsEvent} its exact totals each second. {@link
 * io.mapscope.events.MapscopeEvents} lists them all and holds the kill switch, {@link
 * io.mapscope.events.RecordingSettings} the two shipped settings, {@link
 * io.mapscope.events.ActiveTrace} the hook for the active trace, {@link
 * io.mapscope.events.ObservedMaps} the maps that the periodic events tell about.
 *
 * <p>{@link io.mapscope.events.timeline} reads recordings again, into the states that a map was in.
 *
 * <p>The events hold no logic: whoever instruments a map fills the fields and commits.
 */
package io.mapscope.events;
