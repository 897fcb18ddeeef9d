/**
 * What a map was like at any moment, rebuilt from its events.
 *
 * <p>A tour: {@link io.mapscope.events.timeline.TimelineReader} takes the events of a recording or
 * of a running stream and gives a {@link io.mapscope.events.timeline.MapTimeline} for each map: its
 * {@link io.mapscope.events.timeline.MapState}s in order, its growths as {@link
 * io.mapscope.events.timeline.GrowthInterval}s, how many events of each kind there were in {@link
 * io.mapscope.events.timeline.EventTotals}. What cannot be known is not made up: where events are
 * missing there is a {@link io.mapscope.events.timeline.TimelineGap}, and where the map's own
 * statistics say something else than its events there is a {@link
 * io.mapscope.events.timeline.Disagreement}.
 *
 * <p>Exact for recordings with {@link io.mapscope.events.RecordingSettings#PROFILE}. Under the
 * settings for production most writes are not recorded; the timeline then follows the statistics of
 * each second, and {@link io.mapscope.events.timeline.MapTimeline#isExact} is false.
 */
package io.mapscope.events.timeline;
