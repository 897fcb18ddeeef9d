package io.mapscope.report.scan;

import io.mapscope.events.recording.CheckedRecording;
import io.mapscope.events.timeline.MapState;
import io.mapscope.events.timeline.MapTimeline;
import io.mapscope.events.timeline.TimelineGap;
import io.mapscope.events.timeline.TimelineReader;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import jdk.jfr.consumer.RecordedEvent;

/**
 * Reads the recording again, for how the worst of the instrumented maps were over time.
 *
 * <p>Implementation note. A timeline takes tens of kilobytes, so there is one for the maps that are
 * shown only, and which those are is known after the first reading. The stream is not ordered: to
 * order it, Flight Recorder keeps the events of a whole chunk, some 700 bytes each. Where events
 * are lost all the time, a timeline has a state and a gap each time; they are thinned out.
 */
final class Histories {

  private static final int POINTS = 300;
  // Of all maps together: some 40 MB, and more than the buffers of a hundred threads.
  private static final int MOST_HELD = 400_000;

  private Histories() {}

  static void read(Path recording, Duration length, List<MapFindings> shown, Set<String> names)
      throws IOException {
    Map<Long, MapFindings> byNumber = new HashMap<>();
    shown.stream().filter(map -> map.instrumented).forEach(map -> byNumber.put(map.number, map));
    if (byNumber.isEmpty()) {
      return;
    }
    Duration resolution = length.dividedBy(POINTS);
    TimelineReader reader = TimelineReader.ofAnyOrder(resolution, MOST_HELD / byNumber.size());
    Consumer<RecordedEvent> ofShownMaps =
        event -> {
          if (byNumber.containsKey(event.getLong("mapNumber"))) {
            reader.accept(event);
          }
        };
    CheckedRecording.stream(
        recording,
        stream -> {
          stream.setOrdered(false);
          stream.setReuse(true);
          names.forEach(name -> stream.onEvent(name, ofShownMaps));
        });
    for (MapTimeline timeline : reader.end()) {
      byNumber.get(timeline.mapNumber()).history = history(timeline, resolution.toNanos());
    }
  }

  private static History history(MapTimeline timeline, long resolution) {
    return new History(points(timeline, resolution), gaps(timeline, resolution));
  }

  /** At most two for each stretch of the resolution: growths have states of their own. */
  private static List<History.Point> points(MapTimeline timeline, long resolution) {
    List<History.Point> points = new ArrayList<>();
    long next = Long.MIN_VALUE;
    for (MapState state : timeline.states()) {
      History.Point point = point(state);
      if (point.nanos() < next && points.size() > 1) {
        points.set(points.size() - 1, point);
      } else {
        points.add(point);
        next = point.nanos() + resolution / 2;
      }
    }
    return points;
  }

  /** Gaps with nearly nothing in between are one. */
  private static List<History.Gap> gaps(MapTimeline timeline, long resolution) {
    List<History.Gap> gaps = new ArrayList<>();
    for (TimelineGap gap : timeline.gaps()) {
      long since = Times.nanos(gap.since());
      long until = gap.until() == null ? since : Times.nanos(gap.until());
      History.Gap last = gaps.isEmpty() ? null : gaps.get(gaps.size() - 1);
      if (last != null && since - last.endNanos() < resolution) {
        gaps.set(
            gaps.size() - 1,
            new History.Gap(last.startNanos(), until, last.missing() + gap.missing()));
      } else {
        gaps.add(new History.Gap(since, until, gap.missing()));
      }
    }
    return gaps;
  }

  private static History.Point point(MapState state) {
    return new History.Point(Times.nanos(state.time()), state.entries(), state.load());
  }
}
