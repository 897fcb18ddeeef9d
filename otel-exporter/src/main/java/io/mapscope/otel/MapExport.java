package io.mapscope.otel;

import io.mapscope.events.RecordingSettings;
import io.mapscope.otel.pipeline.OutputFiles;
import io.mapscope.otel.source.Credentials;
import io.mapscope.otel.source.Destination;
import io.mapscope.otel.source.Sources;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * Exports the maps of other JVMs: running ones on this host or elsewhere, and those of recordings.
 *
 * <p>Goes to the files of the output folder, and by OTLP to the endpoint of the {@code OTEL_*}
 * variables, whichever are named. Running JVMs are exported at the same time, each until it ends or
 * the export is closed; recordings meanwhile one after the other, oldest first, with their original
 * times, and nothing of them is dropped: reading waits for the exporters. A source that fails does
 * not stop the others.
 *
 * <p>Each JVM has an SDK of its own. Exporting a recording twice gives the same ids, and so does
 * exporting the same events live and from a file. Memory: that of the largest chunk's events of
 * maps, plus what the maps' names take, for each source that is read.
 *
 * <pre>{@code
 * try (MapExport export =
 *     MapExport.builder().source("maps.jfr").source("4711").outputFolder(out).start()) {
 *   export.await(Duration.ofMinutes(1));
 * }
 * }</pre>
 *
 * <p>The {@code MAPSCOPE_*} variables and their system properties win over the builder; {@code
 * MAPSCOPE_THRESHOLD} has no effect, as what other JVMs record is one of the settings as a whole.
 *
 * <p>All methods may be called from any thread.
 */
public final class MapExport implements AutoCloseable {

  private static final String METRICS_EXPORTER = "otel.metrics.exporter";

  private final OutputFiles files;
  private final RunningExport running;

  private MapExport(OutputFiles files, RunningExport running) {
    this.files = files;
    this.running = running;
  }

  private static MapExport start(Builder builder) throws ExportException {
    TelemetryOptions options = builder.draft.resolve(Environment.ofThisJvm());
    List<SourceResult> unreadable = new ArrayList<>();
    Sources sources =
        new Sources(
            builder.credentials,
            (source, failure) ->
                unreadable.add(new SourceResult(source, null, failure.getMessage())));
    builder.sources.forEach(sources::add);
    demandOnePort(sources.live().size(), builder.properties);
    try {
      // Nothing is opened when there is nothing to read.
      OutputFiles files =
          builder.outputFolder == null || unreadable.size() == builder.sources.size()
              ? null
              : OutputFiles.open(builder.outputFolder);
      Destination destination =
          new Destination(files, 0, builder.properties, options.mapping(), null);
      return new MapExport(
          files, new RunningExport(sources, options.settings(), destination, unreadable));
    } catch (IOException e) {
      throw new ExportException(e.getMessage(), e);
    }
  }

  /** Each JVM has an SDK of its own, and so a server; they cannot all have the one port. */
  private static void demandOnePort(int running, Map<String, String> properties)
      throws ExportException {
    String byDefault = properties.getOrDefault(METRICS_EXPORTER, "");
    String variable = Objects.requireNonNullElse(System.getenv("OTEL_METRICS_EXPORTER"), byDefault);
    List<String> exporters = List.of(System.getProperty(METRICS_EXPORTER, variable).split(","));
    if (running > 1 && exporters.stream().map(String::strip).anyMatch("prometheus"::equals)) {
      throw new ExportException(
          running
              + " running JVMs cannot be served on one port; export each by itself with another"
              + " OTEL_EXPORTER_PROMETHEUS_PORT, or set OTEL_METRICS_EXPORTER=otlp");
    }
  }

  /**
   * A builder without sources and destinations.
   *
   * @return a new builder
   */
  public static Builder builder() {
    return new Builder();
  }

  /**
   * Waits until all sources have ended: recordings when they are read, running JVMs when they end.
   *
   * @param patience how long to wait at most
   * @return whether all have ended
   * @throws InterruptedException when the thread was interrupted
   */
  public boolean await(Duration patience) throws InterruptedException {
    return running.await(patience);
  }

  /** Ends the export of running JVMs; recordings are read on. Returns at once. */
  public void endLive() {
    running.endLive();
  }

  /**
   * How far the recordings are.
   *
   * @return from 0 to 1; 1 when there are none
   */
  public double progress() {
    return running.progress();
  }

  /**
   * Events received so far from running JVMs.
   *
   * @return the count
   */
  public long liveEvents() {
    return running.liveEvents();
  }

  /**
   * What became of each source that has ended.
   *
   * @return in the order in which they ended; complete after {@link #close}
   */
  public List<SourceResult> results() {
    return running.results();
  }

  /**
   * Exports what running JVMs have committed before this call, ends their recordings, gives up
   * recordings that are not read yet, and stops all threads. Idempotent. Takes some seconds.
   */
  @Override
  public void close() {
    running.close();
    if (files != null) {
      try {
        files.close();
      } catch (IOException e) {
        running.failed("output folder", e.getMessage());
      }
    }
  }

  /** Collects options; not thread-safe. */
  public static final class Builder {

    private final List<String> sources = new ArrayList<>();
    private final TelemetryOptions.Draft draft = new TelemetryOptions.Draft();
    private Credentials credentials;
    private Path outputFolder;
    private final Map<String, String> properties = new HashMap<>();

    private Builder() {}

    /**
     * Adds a source.
     *
     * @param source a {@code .jfr} file, a folder of them, the process id of a JVM on this host, or
     *     a JVM elsewhere as {@code host:port} of its JMX registry or as {@code service:jmx:} URL
     * @return this builder
     */
    public Builder source(String source) {
      sources.add(Objects.requireNonNull(source, "source"));
      return this;
    }

    /**
     * Sets which events are recorded in running JVMs.
     *
     * @param settings not null; those for production by default
     * @return this builder
     */
    public Builder settings(RecordingSettings settings) {
      draft.settings = Objects.requireNonNull(settings, "settings");
      return this;
    }

    /**
     * Sets who connects by JMX.
     *
     * @param user not null
     * @param password not null
     * @return this builder
     */
    public Builder jmxCredentials(String user, String password) {
      this.credentials = new Credentials(user, password);
      return this;
    }

    /**
     * Reads who connects by JMX from a file: user, blank, password on its first line.
     *
     * @param file not null
     * @return this builder
     * @throws ExportException when the file cannot be read or says something else
     */
    public Builder jmxCredentials(Path file) throws ExportException {
      try {
        this.credentials = Credentials.read(Objects.requireNonNull(file, "file"));
        return this;
      } catch (IOException e) {
        throw new ExportException(e.getMessage(), e);
      }
    }

    /**
     * Writes {@code spans.jsonl} and {@code metrics.jsonl}, one OTLP message as JSON per line, of
     * all sources together.
     *
     * @param folder the folder, made when missing; files of these names in it are replaced
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
     * Bounds how many names of maps are told apart in each JVM; all further ones are {@code
     * (other)}.
     *
     * @param names at least 1; 1,000 by default
     * @return this builder
     */
    public Builder nameLimit(int names) {
      draft.nameLimit = MapTelemetry.Builder.checkNameLimit(names);
      return this;
    }

    /**
     * Begins to export. What is wrong with a source is told by {@link MapExport#results} and not
     * thrown.
     *
     * @return a running export, to be closed
     * @throws ExportException when the output folder cannot be written, a {@code MAPSCOPE_*}
     *     variable has a wrong value, or several running JVMs would be served to Prometheus on one
     *     port; the message names it
     */
    public MapExport start() throws ExportException {
      return MapExport.start(this);
    }
  }
}
