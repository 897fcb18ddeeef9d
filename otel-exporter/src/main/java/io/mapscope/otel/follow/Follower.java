package io.mapscope.otel.follow;

import io.mapscope.otel.pipeline.CumulativeMetrics;
import io.mapscope.otel.pipeline.Following;
import io.mapscope.otel.pipeline.MetricTotals;
import io.mapscope.otel.source.Destination;
import io.mapscope.otel.source.FollowedJvm;
import io.mapscope.otel.source.JvmExport;
import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Exports the finished chunks in folders, oldest first, and then waits for more.
 *
 * <p>Implementation note. A chunk is exported whole: its events are mapped, its spans are delivered
 * and confirmed, and only then the checkpoint says so. The folders may hold recordings of several
 * JVMs, as a service is restarted; each has its own export, as it is a resource of its own. An
 * export goes on where the last one was by reading the overlap again, see {@link JvmState}; that is
 * so after a restart of the follower, and after a JVM has told nothing for long and its export was
 * ended.
 *
 * <p>While a destination is away nothing is read: the recordings wait where they are, on disk.
 *
 * <p>One thread runs it; {@link #stop} may be called from any.
 */
public final class Follower implements Closeable {

  private static final Logger LOG = LoggerFactory.getLogger(Follower.class);
  // Each has a thread or two for each destination.
  private static final int MOST_OPEN = 16;

  private static final class Open {
    final FollowedJvm export;
    long lastChunk;

    Open(FollowedJvm export) {
      this.export = export;
    }
  }

  private final Destination destination;
  private final ChunkFolders chunks;
  private final CheckpointFolder folder;
  private final Checkpoint checkpoint;
  private final ConfirmedSpans confirmed;
  private final Duration interval;
  private final Duration idle;
  private final Map<String, Open> open = new LinkedHashMap<>();
  private final CountDownLatch stopped = new CountDownLatch(1);
  private final List<JvmExport> exports = new CopyOnWriteArrayList<>();
  private final Consumer<JvmExport> ended;
  private volatile FollowedJvm current;
  private volatile FollowCounts counts = new FollowCounts(0, 0, 0, 0, 0, 0, 0);
  private long exported;
  private long replayed;
  private long vanished;
  private long damaged;

  /**
   * Opens the checkpoint.
   *
   * @param recordings the folders to follow
   * @param state where the checkpoint is kept
   * @param destination where to
   * @param interval how often to look at the folders
   * @param idle after how long without a chunk a JVM is taken to have ended
   * @param ended is told of each export that has ended
   * @throws IOException with one line when the checkpoint's folder cannot be used
   */
  public Follower(
      List<Path> recordings,
      Path state,
      Destination destination,
      Duration interval,
      Duration idle,
      Consumer<JvmExport> ended)
      throws IOException {
    this.destination = destination;
    this.chunks = new ChunkFolders(recordings);
    this.interval = interval;
    this.idle = idle;
    this.ended = ended;
    this.folder = CheckpointFolder.open(state);
    this.checkpoint = folder.load();
    this.confirmed = new ConfirmedSpans(folder, checkpoint);
  }

  /**
   * Follows until stopped.
   *
   * @throws IOException when a folder, the checkpoint or a destination cannot be used
   */
  public void run() throws IOException {
    while (!isStopped()) {
      if (!exportFinished()) {
        endIdle();
        pause();
      }
    }
  }

  /** Stops {@link #run}, also when it waits for a destination. */
  public void stop() {
    stopped.countDown();
    FollowedJvm waiting = current;
    if (waiting != null) {
      waiting.stop();
    }
  }

  /**
   * What was met so far.
   *
   * @return a snapshot
   */
  public FollowCounts counts() {
    return counts;
  }

  /**
   * The exports of JVMs that have not ended.
   *
   * @return to be asked what became of the events
   */
  public List<JvmExport> exports() {
    return List.copyOf(exports);
  }

  /** Closes the exports; what was not confirmed will be exported by the next follower. */
  @Override
  public void close() throws IOException {
    try {
      for (Open each : open.values()) {
        each.export.stop();
        each.export.close();
      }
      open.clear();
    } finally {
      folder.close();
    }
  }

  private boolean exportFinished() throws IOException {
    boolean any = false;
    List<Chunk> finished = chunks.look();
    for (Chunk chunk : finished) {
      if (!isStopped() && !checkpoint.isExported(chunk.header().id())) {
        any = true;
        export(chunk, finished);
        count();
      }
    }
    count();
    return any;
  }

  private void export(Chunk chunk, List<Chunk> present) throws IOException {
    try {
      chunk.copyTo(folder.workFile());
    } catch (IOException e) {
      if (Files.isWritable(folder.workFile().getParent()) && !Files.exists(chunk.file())) {
        vanished++;
        LOG.warn("{} was gone before it could be exported", chunk.file());
        return;
      }
      throw e;
    }
    String jvm = FollowedJvm.jvm(folder.workFile());
    Open session = open(jvm, chunk, present);
    current = session.export;
    if (isStopped()) {
      return;
    }
    read(session.export, folder.workFile(), chunk);
    if (session.export.awaitDelivery()) {
      session.lastChunk = System.nanoTime();
      exported++;
      passed(jvm, session.export, chunk);
    }
    current = null;
  }

  private void passed(String jvm, FollowedJvm export, Chunk chunk) throws IOException {
    checkpoint.addExported(chunk.header().id());
    checkpoint.put(
        jvm,
        checkpoint
            .state(jvm)
            .passed(
                PassedChunk.of(chunk.header(), confirmed.take()),
                export.neededSince(),
                export.metrics().totals()));
    folder.save(checkpoint);
  }

  private Open open(String jvm, Chunk chunk, List<Chunk> present) throws IOException {
    Open known = open.get(jvm);
    if (known != null) {
      return known;
    }
    if (open.size() >= MOST_OPEN) {
      end(open.keySet().iterator().next());
    }
    JvmState state = checkpoint.state(jvm);
    List<Chunk> overlap = overlap(state, present);
    long start =
        overlap.isEmpty() ? chunk.header().startNanos() : overlap.get(0).header().startNanos();
    CumulativeMetrics metrics = new CumulativeMetrics();
    FollowedJvm export =
        FollowedJvm.open(
            folder.workFile(), start, destination, new Following(confirmed.of(jvm), metrics));
    Open opened = new Open(export);
    open.put(jvm, opened);
    exports.add(export.export());
    current = export;
    if (!state.overlap().isEmpty()) {
      replay(export, state, overlap);
      chunk.copyTo(folder.workFile());
    }
    return opened;
  }

  private void replay(FollowedJvm export, JvmState state, List<Chunk> overlap) throws IOException {
    export.metrics().mute();
    for (Chunk chunk : overlap) {
      chunk.copyTo(folder.workFile());
      read(export, folder.workFile(), chunk);
      replayed++;
    }
    export.replayed();
    if (state.ended()) {
      export.end();
    }
    export.awaitDelivery();
    boolean whole = overlap.size() == state.overlap().size();
    if (!whole) {
      LOG.warn(
          "{} of {} recordings to continue from are gone; counters begin anew",
          state.overlap().size() - overlap.size(),
          state.overlap().size());
    }
    export.metrics().resume(whole ? state.totals() : MetricTotals.NONE);
  }

  private static List<Chunk> overlap(JvmState state, List<Chunk> present) {
    Map<Long, Chunk> byId = new HashMap<>();
    present.forEach(chunk -> byId.putIfAbsent(chunk.header().id(), chunk));
    return state.overlap().stream()
        .filter(passed -> byId.containsKey(passed.id()))
        .map(passed -> byId.get(passed.id()))
        .toList();
  }

  private void read(FollowedJvm export, Path recording, Chunk chunk) {
    try {
      export.read(recording);
    } catch (IOException | RuntimeException e) {
      damaged++;
      LOG.warn("{} at byte {} cannot be read: {}", chunk.file(), chunk.position(), e.toString());
    }
  }

  private void endIdle() throws IOException {
    long now = System.nanoTime();
    for (String jvm : new ArrayList<>(open.keySet())) {
      if (now - open.get(jvm).lastChunk >= idle.toNanos()) {
        end(jvm);
      }
    }
  }

  private void end(String jvm) throws IOException {
    FollowedJvm export = open.get(jvm).export;
    current = export;
    if (isStopped()) {
      return;
    }
    export.end();
    if (export.awaitDelivery()) {
      MetricTotals totals = export.metrics().totals();
      checkpoint.put(jvm, checkpoint.state(jvm).end(confirmed.take(), totals));
      folder.save(checkpoint);
      open.remove(jvm);
      export.close();
      exports.remove(export.export());
      ended.accept(export.export());
    }
    current = null;
  }

  private boolean isStopped() {
    return stopped.getCount() == 0;
  }

  private void pause() {
    try {
      if (stopped.await(interval.toMillis(), TimeUnit.MILLISECONDS)) {
        LOG.debug("Stopped");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      stop();
    }
  }

  private void count() {
    counts =
        new FollowCounts(
            exported,
            replayed,
            vanished,
            damaged,
            chunks.vanishedUnfinished(),
            chunks.unfinished(),
            chunks.foreign());
  }
}
