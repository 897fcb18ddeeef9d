package io.mapscope.otel.source;

import io.mapscope.events.recording.ChunkStart;
import io.mapscope.events.recording.RecordingChunks;
import io.mapscope.otel.mapping.ChunkClock;
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
  record Recorded(Path file, RecordingChunks chunks, Resource jvm) {}

  private final List<Recorded> recordings;
  private volatile EventStream open;
  private volatile boolean aborted;

  private RecordedJvm(List<Recorded> recordings) {
    this.recordings = recordings;
  }

  /** Looks at a recording. */
  static Recorded look(Path file) throws IOException {
    RecordingChunks chunks = RecordingChunks.read(file);
    try {
      return new Recorded(file, chunks, JvmResource.ofRecording(file));
    } catch (IOException | RuntimeException e) {
      throw new SourceException(
          file + " cannot be read (" + SourceException.reason(e) + "); dump it again", e);
    }
  }

  /** Puts recordings of the same JVM together; JVMs and recordings are in order of their start. */
  static List<RecordedJvm> group(List<Recorded> recordings) {
    Map<Object, List<Recorded>> byJvm = new LinkedHashMap<>();
    recordings.stream()
        .sorted(Comparator.comparingLong(recorded -> recorded.chunks.startNanos()))
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
    long start = recordings.get(0).chunks.startNanos();
    long end = recordings.stream().mapToLong(each -> each.chunks.endNanos()).max().getAsLong();
    EventClock time = new EventClock(start, Duration.ofNanos(end - start));
    JvmExport export = JvmExport.recorded(recordings.get(0).jvm, destination, time, PATIENCE);
    try {
      Set<ChunkStart> mapped = new HashSet<>();
      for (Recorded recorded : recordings) {
        read(recorded, mapped, export, () -> progress.accept(part(time.now(), start, end)));
        mapped.addAll(recorded.chunks.starts());
      }
    } finally {
      export.close(PATIENCE);
    }
    return export;
  }

  private void read(Recorded recorded, Set<ChunkStart> mapped, JvmExport export, Runnable onBatch)
      throws IOException {
    ChunkClock clock = new ChunkClock();
    for (ChunkStart chunk : recorded.chunks.starts()) {
      if (mapped.contains(chunk)) {
        clock.addMapped(chunk);
      } else {
        clock.add(chunk);
      }
    }
    try (EventStream stream = EventStream.openFile(recorded.file)) {
      open = stream;
      if (aborted) {
        return;
      }
      export.attach(stream, clock);
      stream.onFlush(onBatch);
      stream.start();
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
