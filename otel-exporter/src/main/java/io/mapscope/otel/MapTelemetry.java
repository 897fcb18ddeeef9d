package io.mapscope.otel;

import io.mapscope.events.RecordingSettings;
import io.mapscope.otel.pipeline.OutputFiles;
import io.mapscope.otel.source.Destination;
import io.mapscope.otel.source.LiveExport;
import io.mapscope.otel.source.OwnJvm;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Exports the maps of the program it runs in, while they live.
 *
 * <p>Goes to the files of the output folder, to whoever scrapes the Prometheus port, and by OTLP to
 * the endpoint of the {@code OTEL_*} variables, whichever are named. Events arrive about a second
 * after they happened, as Flight Recorder flushes once a second.
 *
 * <p>The program is never waited for: maps only commit events, everything else happens on daemon
 * threads, and what a destination cannot take is dropped and counted. All methods may be called
 * from any thread.
 */
public final class MapTelemetry implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(MapTelemetry.class);

  // Draining takes up to a second on an idle machine.
  private static final Duration PATIENCE_WITH_RECORDER = Duration.ofSeconds(5);

  private final OutputFiles files;
  private final LiveExport live;

  private MapTelemetry(OutputFiles files, LiveExport live) {
    this.files = files;
    this.live = live;
  }

  private static MapTelemetry start(Builder builder) throws ExportException {
    OutputFiles files = null;
    try {
      files = builder.outputFolder == null ? null : OutputFiles.open(builder.outputFolder);
      Destination destination =
          new Destination(files, builder.prometheusPort, builder.properties, builder.nameLimit);
      return new MapTelemetry(
          files,
          LiveExport.start(new OwnJvm(), builder.settings, destination, () -> false).orElseThrow());
    } catch (IOException failure) {
      closeQuietly(files);
      throw new ExportException(failure.getMessage(), failure);
    } catch (RuntimeException failure) {
      closeQuietly(files);
      throw failure;
    }
  }

  private static void closeQuietly(OutputFiles files) {
    if (files != null) {
      try {
        files.close();
      } catch (IOException e) {
        // All lines were written, or their failure was counted.
        LOG.debug("Files of the output folder", e);
      }
    }
  }

  /**
   * A builder with the settings for production and no destination.
   *
   * @return a new builder
   */
  public static Builder builder() {
    return new Builder();
  }

  /**
   * What has become of the events so far.
   *
   * @return a snapshot; complete after {@link #close}
   */
  public ExportSummary summary() {
    return ExportSummary.of(live.export());
  }

  /**
   * Exports what was committed before this call, ends the recording and stops all threads, except
   * for idle ones that the library behind OTLP shares in the JVM and ends after a minute.
   * Idempotent. Takes about a second, and up to six seconds more with a collector that does not
   * answer.
   */
  @Override
  public void close() {
    live.close(PATIENCE_WITH_RECORDER);
    closeQuietly(files);
  }

  /** Collects options; not thread-safe. */
  public static final class Builder {

    /** As many names as a dashboard can show, and a store can hold. */
    static final int DEFAULT_NAME_LIMIT = 1000;

    private static final int MAX_PORT = 65_535;

    private RecordingSettings settings = RecordingSettings.PRODUCTION;
    private Path outputFolder;
    private int prometheusPort;
    private int nameLimit = DEFAULT_NAME_LIMIT;
    private final Map<String, String> properties = new HashMap<>();

    private Builder() {}

    /**
     * Sets which events are recorded.
     *
     * @param settings not null; those for production by default
     * @return this builder
     */
    public Builder settings(RecordingSettings settings) {
      this.settings = Objects.requireNonNull(settings, "settings");
      return this;
    }

    /**
     * Writes {@code spans.jsonl} and {@code metrics.jsonl}, one OTLP message as JSON per line.
     *
     * @param folder the folder, made when missing; files of these names in it are replaced
     * @return this builder
     */
    public Builder outputFolder(Path folder) {
      this.outputFolder = Objects.requireNonNull(folder, "folder");
      return this;
    }

    /**
     * Serves metrics to Prometheus, on the loopback interface unless {@code
     * OTEL_EXPORTER_PROMETHEUS_HOST} names another. {@code OTEL_EXPORTER_PROMETHEUS_PORT} wins over
     * this port.
     *
     * @param port from 1 to 65,535, or 0 for none, the default
     * @return this builder
     */
    public Builder prometheusPort(int port) {
      if (port < 0 || port > MAX_PORT) {
        throw new IllegalArgumentException("port " + port + " is not in 0.." + MAX_PORT);
      }
      this.prometheusPort = port;
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
      this.nameLimit = checkNameLimit(names);
      return this;
    }

    /**
     * Opens the destinations and begins to record.
     *
     * @return a running exporter, to be closed
     * @throws ExportException when a destination cannot be opened, or Flight Recorder not started
     */
    public MapTelemetry start() throws ExportException {
      return MapTelemetry.start(this);
    }

    static int checkNameLimit(int names) {
      if (names < 1) {
        throw new IllegalArgumentException("limit of names " + names + " is less than 1");
      }
      return names;
    }
  }
}
