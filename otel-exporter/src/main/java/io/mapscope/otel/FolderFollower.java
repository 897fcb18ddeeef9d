package io.mapscope.otel;

import io.mapscope.otel.follow.FollowCounts;
import io.mapscope.otel.follow.Follower;
import io.mapscope.otel.pipeline.OutputFiles;
import io.mapscope.otel.source.Destination;
import io.mapscope.otel.source.JvmExport;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Exports folders into which services keep writing recordings, and goes on where it was when it is
 * started again.
 *
 * <p>What is finished is exported, oldest first: files that were dumped, the chunks of a file that
 * is still being written, those of a JVM's repository (there the newest chunk is not finished until
 * the JVM begins the next). Then it waits for more. Folders in a folder are followed too, and each
 * JVM is a resource of its own. What is in several folders, as one was copied to another, is
 * exported once.
 *
 * <p>After a restart, also one by SIGKILL, every span has been delivered, and none twice but those
 * of the batch whose confirmation was under way; those have the same ids. Counters and histograms
 * go on from where they were. While a destination is away nothing is read, and the recordings wait
 * where they are.
 *
 * <p>One thread runs {@link #run}; all other methods may be called from any.
 */
public final class FolderFollower implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(FolderFollower.class);

  private final OutputFiles files;
  private final Follower follower;
  private ExportSummary ended = ExportSummary.NOTHING;

  private FolderFollower(Builder builder) throws ExportException {
    for (Path folder : builder.recordings) {
      if (!Files.isDirectory(folder)) {
        throw new ExportException(
            folder + " is not a folder; only folders are followed, export it by itself");
      }
    }
    TelemetryOptions options = builder.draft.resolve(Environment.ofThisJvm());
    OutputFiles opened = null;
    try {
      opened = builder.outputFolder == null ? null : OutputFiles.append(builder.outputFolder);
      Destination destination =
          new Destination(opened, 0, builder.properties, options.mapping(), null);
      follower =
          new Follower(
              builder.recordings,
              builder.checkpoint,
              destination,
              builder.interval,
              builder.idle,
              this::ended);
      files = opened;
    } catch (IOException e) {
      closeQuietly(opened);
      throw new ExportException(e.getMessage(), e);
    }
  }

  private synchronized void ended(JvmExport export) {
    ended = ended.plus(ExportSummary.of(export));
  }

  private static void closeQuietly(OutputFiles files) {
    try {
      if (files != null) {
        files.close();
      }
    } catch (IOException e) {
      LOG.debug("The output files cannot be closed", e);
    }
  }

  /**
   * A builder without any destination.
   *
   * @param recordings the folder to follow, not null
   * @param checkpoint a folder, made when missing, that keeps what has been exported; one for each
   *     follower, and never in the folder that is followed
   * @return a new builder
   */
  public static Builder builder(Path recordings, Path checkpoint) {
    return new Builder(recordings, checkpoint);
  }

  /**
   * Follows until {@link #stop} or an interrupt.
   *
   * @throws ExportException when a folder, the checkpoint or a destination cannot be used
   */
  public void run() throws ExportException {
    try {
      follower.run();
    } catch (IOException e) {
      throw new ExportException(e.getMessage() == null ? e.toString() : e.getMessage(), e);
    }
  }

  /** Ends {@link #run}, also when it waits for a destination. Returns at once. */
  public void stop() {
    follower.stop();
  }

  /**
   * What became of the events so far, those that were read again after a restart included.
   *
   * @return a snapshot
   */
  public synchronized ExportSummary summary() {
    return follower.exports().stream().map(ExportSummary::of).reduce(ended, ExportSummary::plus);
  }

  /**
   * What was met in the folders so far.
   *
   * @return a snapshot
   */
  public FollowSummary followed() {
    FollowCounts counts = follower.counts();
    return new FollowSummary(
        counts.chunksExported(),
        counts.chunksReplayed(),
        counts.chunksVanished(),
        counts.chunksDamaged(),
        counts.filesVanished(),
        counts.filesUnfinished(),
        counts.filesForeign());
  }

  /** Closes the destinations; to be called after {@link #run} has returned. */
  @Override
  public void close() throws ExportException {
    try {
      follower.close();
      if (files != null) {
        files.close();
      }
    } catch (IOException e) {
      throw new ExportException("The checkpoint cannot be closed: " + e.getMessage(), e);
    }
  }

  /** Collects options; not thread-safe. */
  public static final class Builder {

    private static final Duration DEFAULT_INTERVAL = Duration.ofSeconds(1);
    // Long enough for a service that is restarted by its supervisor.
    private static final Duration DEFAULT_IDLE = Duration.ofMinutes(10);

    private final List<Path> recordings = new ArrayList<>();
    private final Path checkpoint;
    private Path outputFolder;
    private final Map<String, String> properties = new HashMap<>();
    private final TelemetryOptions.Draft draft = new TelemetryOptions.Draft();
    private Duration interval = DEFAULT_INTERVAL;
    private Duration idle = DEFAULT_IDLE;

    private Builder(Path recordings, Path checkpoint) {
      this.recordings.add(Objects.requireNonNull(recordings, "recordings"));
      this.checkpoint = Objects.requireNonNull(checkpoint, "checkpoint");
    }

    /**
     * Follows another folder, too. One checkpoint is for all: chunks are known by what they are, so
     * that folders may be added, left out and renamed when it is started again.
     *
     * @param recordings the folder, not null
     * @return this builder
     */
    public Builder folder(Path recordings) {
      this.recordings.add(Objects.requireNonNull(recordings, "recordings"));
      return this;
    }

    /**
     * Writes {@code spans.jsonl} and {@code metrics.jsonl}, one OTLP message as JSON per line.
     *
     * @param folder the folder, made when missing; files of these names in it are continued
     * @return this builder
     */
    public Builder outputFolder(Path folder) {
      this.outputFolder = Objects.requireNonNull(folder, "folder");
      return this;
    }

    /**
     * Sets an OpenTelemetry property, unless the environment or a system property sets it.
     *
     * @param otelKey its name, such as {@code otel.exporter.otlp.endpoint}
     * @param value its value
     * @return this builder
     */
    public Builder property(String otelKey, String value) {
      properties.put(
          Objects.requireNonNull(otelKey, "otelKey"), Objects.requireNonNull(value, "value"));
      return this;
    }

    /**
     * Bounds how many names of maps are told apart; all further ones are {@code (other)}.
     *
     * @param names at least 1; 1,000 by default
     * @return this builder
     */
    public Builder nameLimit(int names) {
      draft.nameLimit = MapTelemetry.Builder.checkNameLimit(names);
      return this;
    }

    /**
     * Sets how often to look at the folders when there was nothing new.
     *
     * @param interval more than zero; a second by default
     * @return this builder
     */
    public Builder interval(Duration interval) {
      this.interval = positive(interval, "interval");
      return this;
    }

    /**
     * Sets after how long without a new chunk a JVM is taken to have ended. Then what waited for
     * further events is told, and its destinations are closed; a later chunk opens them again.
     *
     * @param idle more than zero; ten minutes by default
     * @return this builder
     */
    public Builder idle(Duration idle) {
      this.idle = positive(idle, "idle");
      return this;
    }

    /**
     * Opens the checkpoint.
     *
     * @return a follower to be run and closed
     * @throws ExportException when a folder is none, or when the checkpoint cannot be written or is
     *     another follower's
     */
    public FolderFollower build() throws ExportException {
      return new FolderFollower(this);
    }

    private static Duration positive(Duration duration, String name) {
      if (duration.isNegative() || duration.isZero()) {
        throw new IllegalArgumentException(name + " " + duration + " is not more than zero");
      }
      return duration;
    }
  }
}
