package io.mapscope.report.scan;

import io.mapscope.events.recording.CheckedRecording;
import io.mapscope.events.recording.TracedCall;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import jdk.jfr.consumer.EventStream;
import jdk.jfr.consumer.RecordedEvent;

/**
 * Reads a recording.
 *
 * <p>Implementation note. Settings are read first, in a pass of their own that skips all else: they
 * may stand behind the events that they explain. The stream is not ordered and its events are used
 * again, so that memory does not depend on the size of chunks; the events of one thread come in
 * order all the same, and nothing here asks for more. What is kept is bounded: 20,000 growths,
 * 20,000 stalls, a million pauses, 20,000 maps of each kind. Everything beyond is counted.
 */
public final class Scan {

  /** Maps whose history is read. */
  private static final int SHOWN = 50;

  private static final Comparator<MapFindings> BY_HARM =
      Comparator.<MapFindings>comparingLong(map -> map.byGrowth.nanos())
          .thenComparingLong(map -> map.longChains > 0 ? map.workNanos + 1 : 0)
          .thenComparingLong(map -> map.stallNanos)
          .thenComparingLong(map -> map.workNanos)
          .thenComparingLong(map -> map.growths)
          .reversed()
          .thenComparing(MapFindings::label);

  private final Losses losses = new Losses();
  private final Surroundings surroundings = new Surroundings();
  private final SeenMaps maps = new SeenMaps();
  private final Growths growths = new Growths();
  private final LargestArrays arrays = new LargestArrays();
  private final GcPauses pauses = new GcPauses();
  private final Stalls stalls;
  private final JdkGrowths jdkGrowths;
  private final MapEvents mapEvents;
  private final RecordingStarts starts = new RecordingStarts();
  private long eventsOfMaps;
  private Throwable failure;

  private Scan(long thresholdNanos) {
    stalls = new Stalls(thresholdNanos);
    jdkGrowths = new JdkGrowths(maps, growths, stalls, arrays, losses);
    mapEvents = new MapEvents(maps, growths, stalls, losses);
  }

  /**
   * Reads a recording.
   *
   * @param recording a file of one JVM
   * @param thresholdNanos from which an operation is a stall
   * @return what it tells
   * @throws IOException when the file is missing, cut off or none of Flight Recorder's; the message
   *     is one line that says so
   */
  public static Findings of(Path recording, long thresholdNanos) throws IOException {
    CheckedRecording chunks = CheckedRecording.of(recording, Set.of());
    Scan scan = new Scan(thresholdNanos);
    scan.read(recording);
    return scan.findings(recording, chunks);
  }

  private void read(Path recording) throws IOException {
    pass(recording, this::attachSurroundings);
    if (surroundings.shortestTraceNanos() > 0) {
      jdkGrowths.shortOnesAreMissing();
    }
    pass(recording, this::attach);
  }

  private void pass(Path recording, Consumer<EventStream> attach) throws IOException {
    CheckedRecording.stream(
        recording,
        stream -> {
          stream.setOrdered(false);
          stream.setReuse(true);
          stream.onError(thrown -> failure = failure == null ? thrown : failure);
          attach.accept(stream);
        });
    if (failure != null) {
      throw new IOException(
          recording + " cannot be read (" + failure + "); was it recorded with this release?",
          failure);
    }
  }

  private void attachSurroundings(EventStream stream) {
    stream.onMetadata(surroundings::metadata);
    stream.onEvent("jdk.JVMInformation", surroundings::jvm);
    stream.onEvent("jdk.CPUInformation", surroundings::cpu);
    stream.onEvent("jdk.OSInformation", surroundings::system);
    stream.onEvent("jdk.GCConfiguration", surroundings::collector);
    stream.onEvent("jdk.GCHeapConfiguration", this::heap);
    stream.onEvent("jdk.ActiveSetting", surroundings::setting);
    stream.onEvent("jdk.ActiveRecording", this::recording);
    stream.onEvent("jdk.Shutdown", event -> surroundings.shutdown());
  }

  private void attach(EventStream stream) {
    mapEvents.handlers().forEach((name, handler) -> stream.onEvent(name, counted(handler)));
    stream.onEvent(TracedCall.EVENT, counted(jdkGrowths::accept));
    stream.onEvent("jdk.ObjectAllocationOutsideTLAB", arrays::allocated);
    stream.onEvent("jdk.ObjectAllocationInNewTLAB", arrays::allocated);
    stream.onEvent("jdk.ObjectAllocationSample", arrays::sampled);
    stream.onEvent("jdk.GCPhasePause", pauses::phase);
    stream.onEvent("jdk.GarbageCollection", pauses::collection);
    stream.onEvent("jdk.DataLoss", event -> losses.lostBytes(event.getLong("amount")));
  }

  private Consumer<RecordedEvent> counted(Consumer<RecordedEvent> handler) {
    return event -> {
      eventsOfMaps++;
      handler.accept(event);
    };
  }

  private void heap(RecordedEvent event) {
    surroundings.heap(event);
    if (!event.getBoolean("usesCompressedOops")) {
      jdkGrowths.wideReferences();
    }
  }

  private void recording(RecordedEvent event) {
    starts.began(Times.nanos(event.getInstant("recordingStart")));
  }

  private Findings findings(Path recording, CheckedRecording chunks) throws IOException {
    pauses.end();
    mapEvents.end();
    jdkGrowths.end();
    List<Growth> grown = growths.end(pauses);
    List<Stall> stalled = stalls.end(pauses);
    losses.discarded(starts.discardedBefore(chunks.startNanos()));
    List<MapFindings> ranked = maps.all();
    ranked.forEach(map -> losses.missingEvents(map.missingEvents()));
    losses.notListed(growths.dropped(), stalls.dropped(), maps.beyond());
    ranked.removeIf(map -> map.growths == 0 && map.stalls == 0 && map.longChains == 0);
    ranked.sort(BY_HARM);
    Histories.read(
        recording,
        chunks.length(),
        ranked.subList(0, Math.min(SHOWN, ranked.size())),
        mapEvents.handlers().keySet());
    return new Findings(
        chunks.startNanos(),
        chunks.length().toNanos(),
        stalls.threshold(),
        List.copyOf(ranked),
        grown,
        stalled,
        pauses,
        surroundings,
        losses,
        eventsOfMaps);
  }
}
