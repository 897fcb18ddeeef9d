package io.mapscope.cli.export;

import io.mapscope.events.ObservedMaps;
import io.mapscope.events.RecordingSettings;
import io.mapscope.map.InstrumentedMap;
import io.mapscope.otel.MapTelemetry;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.api.trace.SpanId;
import io.opentelemetry.api.trace.TraceFlags;
import io.opentelemetry.api.trace.TraceId;
import io.opentelemetry.api.trace.TraceState;
import io.opentelemetry.context.Scope;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import jdk.jfr.FlightRecorder;
import jdk.jfr.Recording;
import jdk.jfr.RecordingState;

/**
 * A program with maps for the tests of sources. Waits until it is recorded so many times, works,
 * and waits for the end of its input. Makes fewer spans than a queue of the SDK holds, so that none
 * is dropped on a machine that is busy.
 */
final class Workload {

  private static final List<Map<Long, Long>> MAPS = new ArrayList<>();

  private Workload() {}

  /** Arguments: number of recordings of others to wait for; a folder for its own telemetry. */
  public static void main(String[] args) throws Exception {
    int others = Integer.parseInt(args[0]);
    Path folder = Path.of(args[1]);
    try (Recording recording = new Recording(RecordingSettings.PROFILE.configuration())) {
      recording.start();
      MapTelemetry telemetry = MapTelemetry.builder().outputFolder(folder.resolve("own")).start();
      System.out.println("ready");
      while (running() < others + 2) {
        Thread.sleep(20);
      }
      work("first");
      Thread other = new Thread(() -> work("second"), "other");
      other.start();
      other.join();
      ObservedMaps.tellStatistics();
      telemetry.close();
      recording.stop();
      recording.dump(folder.resolve("workload.jfr"));
      System.out.println("done, all told: " + telemetry.summary().isComplete());
    }
    while (System.in.read() >= 0) {
      // Until the test has seen enough.
    }
    System.out.println("recordings left " + running() + " maps " + MAPS.size());
  }

  private static long running() {
    return FlightRecorder.getFlightRecorder().getRecordings().stream()
        .filter(recording -> recording.getState() == RecordingState.RUNNING)
        .count();
  }

  private static void work(String name) {
    Map<Long, Long> map = InstrumentedMap.<Long, Long>builder().name(name).build();
    MAPS.add(map);
    for (long i = 0; i < 1200; i++) {
      put(map, name, i);
      if (i == 860) {
        // In the middle of a growth, so that it lies in two chunks.
        FlightRecorder.getFlightRecorder().takeSnapshot().close();
      }
    }
    for (long i = 0; i < 200; i++) {
      map.remove(i);
    }
  }

  /** Every second hundred belongs to a request of the program, one that is sampled. */
  private static void put(Map<Long, Long> map, String name, long key) {
    long request = key / 100;
    if (request % 2 == 0) {
      map.put(key, key);
      return;
    }
    try (Scope active = Span.wrap(request(name, request)).makeCurrent()) {
      assert active != null;
      map.put(key, key);
    }
  }

  static SpanContext request(String name, long number) {
    return SpanContext.create(
        TraceId.fromLongs(name.hashCode(), number),
        SpanId.fromLong(number),
        TraceFlags.getSampled(),
        TraceState.getDefault());
  }
}
