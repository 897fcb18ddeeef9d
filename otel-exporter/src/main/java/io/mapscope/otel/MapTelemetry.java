package io.mapscope.otel;

import io.mapscope.events.ActiveTrace;
import io.mapscope.events.RecordingSettings;
import io.mapscope.otel.mapping.MappingEngine;
import io.mapscope.otel.mapping.SpanOrder;
import io.mapscope.otel.pipeline.OutputFiles;
import io.mapscope.otel.source.Destination;
import io.mapscope.otel.source.LiveExport;
import io.mapscope.otel.source.OwnJvm;
import io.opentelemetry.api.OpenTelemetry;
import io.opentelemetry.sdk.trace.IdGenerator;
import io.opentelemetry.sdk.trace.samplers.Sampler;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Predicate;
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
  private static final AtomicBoolean TOLD = new AtomicBoolean();

  // Draining takes up to a second on an idle machine.
  private static final Duration PATIENCE_WITH_RECORDER = Duration.ofSeconds(5);

  private final OutputFiles files;
  private final LiveExport live;
  private final ActiveTrace.Registration hook;

  private MapTelemetry(OutputFiles files, LiveExport live) {
    this.files = files;
    this.live = live;
    this.hook = ActiveTrace.install(new ContextHook());
  }

  private static MapTelemetry start(Builder builder) throws ExportException {
    builder.demandOneWay();
    tellWhatMakesMappingFaster();
    TelemetryOptions options = builder.draft.resolve(Environment.ofThisJvm());
    OutputFiles files = null;
    try {
      files = builder.outputFolder == null ? null : OutputFiles.open(builder.outputFolder);
      Destination destination =
          new Destination(
              files,
              builder.prometheusPort,
              builder.properties,
              options.mapping(),
              builder.openTelemetry);
      return new MapTelemetry(
          files,
          LiveExport.start(
                  new OwnJvm(options.recording()), builder.draft.settings, destination, () -> false)
              .orElseThrow());
    } catch (IOException failure) {
      closeQuietly(files);
      throw new ExportException(failure.getMessage(), failure);
    } catch (RuntimeException failure) {
      closeQuietly(files);
      throw failure;
    }
  }

  /** Here and not for recordings, as it is the program that pays. */
  private static void tellWhatMakesMappingFaster() {
    if (!MappingEngine.takesFieldsByPlace() && TOLD.compareAndSet(false, true)) {
      LOG.info(
          "Fields of events are searched by name, which doubles the time of their mapping; start the"
              + " JVM with --add-opens jdk.jfr/jdk.jfr.consumer=ALL-UNNAMED, or give an executable"
              + " jar the attribute Add-Opens: jdk.jfr/jdk.jfr.consumer in its manifest");
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
   * Reports by the program's own OpenTelemetry: its exporters, its sampler, its resource. The same
   * as {@code builder().openTelemetry(openTelemetry).start()}.
   *
   * @param openTelemetry the program's, not null; stays open when the telemetry is closed
   * @return a running exporter, to be closed before the program's OpenTelemetry
   * @throws ExportException when a {@code MAPSCOPE_*} variable is wrong, or Flight Recorder cannot
   *     be started
   */
  public static MapTelemetry install(OpenTelemetry openTelemetry) throws ExportException {
    return builder().openTelemetry(openTelemetry).start();
  }

  /**
   * A generator of ids for an SDK that is built by the program. With it, growths have ids that are
   * computed from what they are, as those of Mapscope's own SDK: the same growth has the same id
   * when a recording of it is exported. All other spans have the ids of the other generator.
   *
   * @param others the generator for all other spans, such as {@link IdGenerator#random}, not null
   * @return a generator for {@code SdkTracerProvider.builder().setIdGenerator}
   */
  public static IdGenerator idGenerator(IdGenerator others) {
    return SpanOrder.ids(Objects.requireNonNull(others, "others"));
  }

  /**
   * A sampler for an SDK that is built by the program. With it, and with {@link #idGenerator}, slow
   * growths can be {@linkplain Builder#keepStalls kept} against the other sampler.
   *
   * @param others decides about everything else, not null
   * @return a sampler for {@code SdkTracerProvider.builder().setSampler}
   */
  public static Sampler sampler(Sampler others) {
    return SpanOrder.sampler(Objects.requireNonNull(others, "others"));
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
   * for idle ones that the library behind OTLP shares in the JVM and ends after a minute; with the
   * program's own OpenTelemetry there are none. Idempotent. Takes about a second, and up to six
   * seconds more with a collector that does not answer. The program's own OpenTelemetry is left
   * open.
   */
  @Override
  public void close() {
    hook.close();
    live.close(PATIENCE_WITH_RECORDER);
    closeQuietly(files);
  }

  /** Collects options; not thread-safe. */
  public static final class Builder {

    /** As many names as a dashboard can show, and a store can hold. */
    static final int DEFAULT_NAME_LIMIT = 1000;

    private static final int MAX_PORT = 65_535;

    private final TelemetryOptions.Draft draft = new TelemetryOptions.Draft();
    private OpenTelemetry openTelemetry;
    private Path outputFolder;
    private int prometheusPort;
    private final Map<String, String> properties = new HashMap<>();

    private Builder() {}

    /**
     * Reports by the program's own OpenTelemetry instead of an SDK of Mapscope's. Then there is no
     * output folder, no Prometheus port and no property here: the program's SDK has its own.
     *
     * <p>Spans have the ids that the SDK gives, unless it was built with {@link #idGenerator}; a
     * growth that is exported again from a recording is then another span. What its exporters
     * deliver is not part of the {@link #summary}.
     *
     * @param openTelemetry the program's, not null; stays open when the telemetry is closed
     * @return this builder
     */
    public Builder openTelemetry(OpenTelemetry openTelemetry) {
      this.openTelemetry = Objects.requireNonNull(openTelemetry, "openTelemetry");
      return this;
    }

    /**
     * Sets which events are recorded. {@code MAPSCOPE_SETTINGS} wins over it.
     *
     * @param settings not null; those for production by default
     * @return this builder
     */
    public Builder settings(RecordingSettings settings) {
      draft.settings = Objects.requireNonNull(settings, "settings");
      return this;
    }

    /**
     * Records a type of events, or does not, whatever the settings say.
     *
     * @param event a name of {@link io.mapscope.events.MapscopeEvents}
     * @param recorded whether it is recorded
     * @return this builder
     * @throws IllegalArgumentException when there is no such event
     */
    public Builder event(String event, boolean recorded) {
      draft.recorded(event, recorded);
      return this;
    }

    /**
     * Sets from what duration an event is recorded. {@code MAPSCOPE_THRESHOLD} wins over it.
     *
     * @param event a name of {@link io.mapscope.events.MapscopeEvents}
     * @param threshold not negative
     * @return this builder
     * @throws IllegalArgumentException when there is no such event or the threshold is negative
     */
    public Builder threshold(String event, Duration threshold) {
      if (threshold.isNegative()) {
        throw new IllegalArgumentException("threshold " + threshold + " is negative");
      }
      draft.threshold(event, threshold);
      return this;
    }

    /**
     * Sets the share of the traces begun here, which are those of growths and of slow writes
     * outside of any span, that the SDK's sampler is asked about. Spans within a trace of the
     * program follow that trace. {@code MAPSCOPE_SAMPLING} wins over it.
     *
     * @param share from 0 to 1, the default
     * @return this builder
     */
    public Builder sampling(double share) {
      draft.share = checkShare(share);
      return this;
    }

    /**
     * Exports a growth of which one step took as long as this, with its longest steps, though the
     * sampler has said no. With the program's own SDK this needs {@link #idGenerator} and {@link
     * #sampler} there. {@code MAPSCOPE_KEEP_STALLS} wins over it.
     *
     * @param stall longer than zero
     * @return this builder
     */
    public Builder keepStalls(Duration stall) {
      if (stall.isNegative() || stall.isZero()) {
        throw new IllegalArgumentException("stall " + stall + " is not longer than zero");
      }
      draft.keepFromNanos = stall.toNanos();
      return this;
    }

    /**
     * Sets which names of maps are told, on metrics and on spans. All other maps are added up as
     * {@code (other)}. {@code MAPSCOPE_NAMES} wins over it.
     *
     * @param names true for a name that may be told; called on the stream's thread
     * @return this builder
     */
    public Builder names(Predicate<String> names) {
      draft.names = Objects.requireNonNull(names, "names");
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
     * Bounds how many names of maps are told apart; all further ones are {@code (other)}. {@code
     * MAPSCOPE_NAME_LIMIT} wins over it.
     *
     * @param names at least 1; 1,000 by default
     * @return this builder
     */
    public Builder nameLimit(int names) {
      draft.nameLimit = checkNameLimit(names);
      return this;
    }

    /**
     * Opens the destinations and begins to record.
     *
     * @return a running exporter, to be closed
     * @throws ExportException when a {@code MAPSCOPE_*} or {@code OTEL_*} variable is wrong, a
     *     destination cannot be opened, or Flight Recorder not started
     * @throws IllegalStateException when both the program's OpenTelemetry and a destination of our
     *     own are set
     */
    public MapTelemetry start() throws ExportException {
      return MapTelemetry.start(this);
    }

    private void demandOneWay() {
      if (openTelemetry != null
          && (outputFolder != null || prometheusPort != 0 || !properties.isEmpty())) {
        throw new IllegalStateException(
            "openTelemetry excludes outputFolder, prometheusPort and property: set them there");
      }
    }

    static double checkShare(double share) {
      if (share >= 0 && share <= 1) {
        return share;
      }
      throw new IllegalArgumentException("share " + share + " is not in 0..1");
    }

    static int checkNameLimit(int names) {
      if (names < 1) {
        throw new IllegalArgumentException("limit of names " + names + " is less than 1");
      }
      return names;
    }
  }
}
