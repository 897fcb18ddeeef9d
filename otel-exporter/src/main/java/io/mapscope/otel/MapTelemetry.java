package io.mapscope.otel;

import io.mapscope.events.RecordingSettings;
import io.mapscope.otel.mapping.MappingEngine;
import io.mapscope.otel.pipeline.Pipeline;
import io.mapscope.otel.pipeline.PipelineOptions;
import io.opentelemetry.sdk.common.Clock;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicBoolean;

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

  // Draining takes up to a second on an idle machine.
  private static final Duration PATIENCE_WITH_RECORDER = Duration.ofSeconds(5);
  private static final Duration PATIENCE_WITH_COLLECTOR = Duration.ofSeconds(2);

  private final Pipeline pipeline;
  private final MappingEngine engine;
  private final LiveStream stream;
  private final AtomicBoolean closed = new AtomicBoolean();

  private MapTelemetry(Builder builder) throws ExportException {
    Clock clock = Clock.getDefault();
    try {
      pipeline =
          Pipeline.open(
              new PipelineOptions(
                  true,
                  builder.outputFolder,
                  false,
                  builder.prometheusPort,
                  builder.properties,
                  clock,
                  JvmResource.ofThisJvm()));
    } catch (IOException e) {
      throw new ExportException(e.getMessage(), e);
    }
    engine =
        new MappingEngine(
            pipeline.telemetry(),
            pipeline.ids(),
            pipeline::isSampled,
            builder.nameLimit,
            new LiveTime(clock));
    stream = startStream(builder.settings);
  }

  private LiveStream startStream(RecordingSettings settings) throws ExportException {
    try {
      return LiveStream.start(settings, engine);
    } catch (ExportException | RuntimeException failure) {
      pipeline.close(PATIENCE_WITH_COLLECTOR);
      throw failure;
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
    return ExportSummary.of(engine, pipeline);
  }

  /**
   * Exports what was committed before this call, ends the recording and stops all threads, except
   * for idle ones that the library behind OTLP shares in the JVM and ends after a minute.
   * Idempotent. Takes about a second, and up to six seconds more with a collector that does not
   * answer.
   */
  @Override
  public void close() {
    if (closed.compareAndSet(false, true)) {
      try {
        stream.close(PATIENCE_WITH_RECORDER);
        engine.end();
      } finally {
        pipeline.close(PATIENCE_WITH_COLLECTOR);
      }
    }
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
      return new MapTelemetry(this);
    }

    static int checkNameLimit(int names) {
      if (names < 1) {
        throw new IllegalArgumentException("limit of names " + names + " is less than 1");
      }
      return names;
    }
  }
}
