package io.mapscope.otel.source;

import io.mapscope.events.recording.CheckedRecording;
import io.mapscope.events.recording.ChunkStart;
import io.mapscope.otel.mapping.ChunkClock;
import io.mapscope.otel.mapping.MappingAhead;
import io.mapscope.otel.mapping.MappingEngine;
import io.opentelemetry.sdk.resources.Resource;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.DoubleConsumer;
import jdk.jfr.consumer.EventStream;

/**
 * The recordings of one JVM, oldest first.
 *
 * <p>Implementation note. They go through one engine one after the other, as if they were one
 * recording: a growth may begin in one and end in the next, and the totals of the whole are told
 * once. Recordings that were dumped from one that went on share chunks; those are mapped once. A
 * collector that takes longer than a minute for one batch is one that does not answer.
 */
public final class RecordedJvm {

  private static final Duration PATIENCE = Duration.ofSeconds(60);

  /** A recording that has been looked at. */
  record Recorded(Path file, CheckedRecording checked, Resource jvm) {}

  private final List<Recorded> recordings;
  private volatile EventStream open;
  private volatile boolean aborted;

  private RecordedJvm(List<Recorded> recordings) {
    this.recordings = recordings;
  }

  /** Looks at a recording. */
  static Recorded look(Path file) throws IOException {
    CheckedRecording checked = CheckedRecording.of(file, MappingEngine.eventNames());
    try {
      return new Recorded(file, checked, JvmResource.ofRecording(file));
    } catch (IOException | RuntimeException e) {
      throw new SourceException(
          file + " cannot be read (" + SourceException.reason(e) + "); dump it again", e);
    }
  }

  /** Puts recordings of the same JVM together; JVMs and recordings are in order of their start. */
  static List<RecordedJvm> group(List<Recorded> recordings) {
    Map<Object, List<Recorded>> byJvm = new LinkedHashMap<>();
    recordings.stream()
        .sorted(Comparator.comparingLong(recorded -> recorded.checked.startNanos()))
        .forEach(
            recorded ->
                byJvm
                    .computeIfAbsent(
                        recorded.jvm.equals(Resource.empty()) ? recorded.file : recorded.jvm,
                        jvm -> new ArrayList<>())
                    .add(recorded));
    return byJvm.values().stream().map(RecordedJvm::new).toList();
  }

  /**
   * The files.
   *
   * @return oldest first
   */
  public List<Path> files() {
    return recordings.stream().map(Recorded::file).toList();
  }

  /**
   * Exports all of it.
   *
   * @param destination where to
   * @param progress is told which part is done, from 0 to 1
   * @return what became of it
   * @throws IOException when a destination cannot be opened or a file not be read; the message is
   *     one line
   */
  public JvmExport export(Destination destination, DoubleConsumer progress) throws IOException {
    long start = recordings.get(0).checked.startNanos();
    long end = recordings.stream().mapToLong(each -> each.checked.endNanos()).max().getAsLong();
    EventClock time = new EventClock(start, Duration.ofNanos(end - start));
    JvmExport export = JvmExport.recorded(recordings.get(0).jvm, destination, time, PATIENCE);
    try {
      Set<ChunkStart> mapped = new HashSet<>();
      for (Recorded recorded : recordings) {
        read(recorded, mapped, export, () -> progress.accept(part(time.now(), start, end)));
        mapped.addAll(recorded.checked.chunks());
      }
    } finally {
      export.close(PATIENCE);
    }
    return export;
  }

  private void read(Recorded recorded, Set<ChunkStart> mapped, JvmExport export, Runnable onBatch)
      throws IOException {
    ChunkClock clock = new ChunkClock();
    for (ChunkStart chunk : recorded.checked.chunks()) {
      if (mapped.contains(chunk)) {
        clock.addMapped(chunk);
      } else {
        clock.add(chunk);
      }
    }
    long before = export.engine().seen();
    try (MappingAhead ahead = export.ahead()) {
      CheckedRecording.stream(
          recorded.file,
          stream -> {
            open = stream;
            ahead.attach(stream, clock);
            stream.onFlush(onBatch);
            if (aborted) {
              stream.close();
            }
          });
    }
    if (!aborted) {
      recorded.checked.requireAll(recorded.file, export.engine().seen() - before);
    }
  }

  /** Makes {@link #export} return soon. May be called from any thread. */
  public void abort() {
    aborted = true;
    EventStream stream = open;
    if (stream != null) {
      stream.close();
    }
  }

  private static double part(long now, long start, long end) {
    return end == start ? 1 : (double) (now - start) / (end - start);
  }
}
