package io.mapscope.report.scan;

import io.mapscope.events.recording.CheckedRecording;
import io.mapscope.events.timeline.MapState;
import io.mapscope.events.timeline.MapTimeline;
import io.mapscope.events.timeline.TimelineReader;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
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
 * shown only, and which those are is known after the first reading.
 */
final class Histories {

  private static final int POINTS = 300;

  private Histories() {}

  static void read(Path recording, Duration length, List<MapFindings> shown, Set<String> names)
      throws IOException {
    Map<Long, MapFindings> byNumber = new HashMap<>();
    shown.stream().filter(map -> map.instrumented).forEach(map -> byNumber.put(map.number, map));
    if (byNumber.isEmpty()) {
      return;
    }
    TimelineReader reader = new TimelineReader(length.dividedBy(POINTS));
    Consumer<RecordedEvent> ofShownMaps =
        event -> {
          if (byNumber.containsKey(event.getLong("mapNumber"))) {
            reader.accept(event);
          }
        };
    CheckedRecording.stream(
        recording, stream -> names.forEach(name -> stream.onEvent(name, ofShownMaps)));
    for (MapTimeline timeline : reader.end()) {
      byNumber.get(timeline.mapNumber()).history = history(timeline);
    }
  }

  private static History history(MapTimeline timeline) {
    return new History(
        timeline.states().stream().map(Histories::point).toList(),
        timeline.gaps().stream()
            .map(
                gap ->
                    new History.Gap(
                        Times.nanos(gap.since()),
                        Times.nanos(gap.until() == null ? gap.since() : gap.until()),
                        gap.missing()))
            .toList());
  }

  private static History.Point point(MapState state) {
    return new History.Point(Times.nanos(state.time()), state.entries(), state.load());
  }
}
