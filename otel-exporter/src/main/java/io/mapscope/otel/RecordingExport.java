package io.mapscope.otel;

import io.mapscope.otel.mapping.MappingEngine;
import io.mapscope.otel.pipeline.Pipeline;
import io.mapscope.otel.pipeline.PipelineOptions;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicBoolean;
import jdk.jfr.consumer.EventStream;

/**
 * Exports a recording: the spans and metrics of its maps, at their original times.
 *
 * <p>Goes to the files of the output folder, and by OTLP to the endpoint of the {@code OTEL_*}
 * variables, if one is named. Metrics are exported for each second of the recording, oldest first;
 * for each of 3,600 equal parts when it is longer than an hour. Nothing is dropped: reading waits
 * for the exporters. Exporting a recording twice gives the same ids.
 *
 * <p>Each export has its own SDK; one at a time, on any thread. The first replaces the files of the
 * output folder, later ones continue them, so that a folder of recordings gives one pair of files.
 * Memory: that of the largest chunk's events of maps, plus what the maps' names take.
 */
public final class RecordingExport {

  // A collector that takes longer for one batch is one that does not answer.
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  private final Path outputFolder;
  private final Map<String, String> properties;
  private final int nameLimit;
  private final AtomicBoolean first = new AtomicBoolean(true);

  private RecordingExport(Builder builder) {
    this.outputFolder = builder.outputFolder;
    this.properties = Map.copyOf(builder.properties);
    this.nameLimit = builder.nameLimit;
  }

  /**
   * A builder without any destination.
   *
   * @return a new builder
   */
  public static Builder builder() {
    return new Builder();
  }

  /**
   * Reads a recording and exports it.
   *
   * @param recording a {@code .jfr} file, not null
   * @return what became of the events
   * @throws ExportException when the file is missing, empty, cut off or none of Flight Recorder's,
   *     when a destination cannot be opened, or when one did not take everything
   */
  public ExportSummary export(Path recording) throws ExportException {
    RecordingChunks chunks = RecordingChunks.read(recording);
    EventClock clock = new EventClock(chunks.startNanos(), chunks.length());
    try {
      Pipeline pipeline =
          Pipeline.open(
              new PipelineOptions(
                  false,
                  outputFolder,
                  !first.getAndSet(false),
                  0,
                  properties,
                  clock,
                  JvmResource.ofRecording(recording)));
      ExportSummary summary = run(recording, pipeline, clock);
      demandDelivery(summary);
      return summary;
    } catch (IOException e) {
      throw new ExportException(e.getMessage(), e);
    }
  }

  private ExportSummary run(Path recording, Pipeline pipeline, EventClock clock)
      throws IOException {
    MappingEngine engine =
        new MappingEngine(
            pipeline.telemetry(), pipeline.ids(), pipeline::isSampled, nameLimit, clock);
    clock.onPoint(() -> pipeline.flushMetrics(PATIENCE));
    try (EventStream stream = EventStream.openFile(recording)) {
      engine.attach(stream);
      stream.start();
      engine.end();
    } finally {
      pipeline.close(PATIENCE);
    }
    return ExportSummary.of(engine, pipeline);
  }

  private static void demandDelivery(ExportSummary summary) throws ExportException {
    for (ExportSummary.Destination spans : summary.spans()) {
      demandDelivery(spans, "spans");
    }
    for (ExportSummary.Destination metrics : summary.metrics()) {
      demandDelivery(metrics, "collections of metrics");
    }
  }

  private static void demandDelivery(ExportSummary.Destination destination, String what)
      throws ExportException {
    long missing = destination.failed() + destination.dropped();
    if (missing > 0) {
      throw new ExportException(
          String.format(
              "%s did not take %d of %d %s (%s); %s",
              destination.name(),
              missing,
              missing + destination.exported(),
              what,
              destination.lastError() == null ? "without an answer" : destination.lastError(),
              destination.name().contains("://")
                  ? "start the collector there or correct OTEL_EXPORTER_OTLP_ENDPOINT"
                  : "make room there or name another folder"));
    }
  }

  /** Collects options; not thread-safe. */
  public static final class Builder {

    private Path outputFolder;
    private final Map<String, String> properties = new HashMap<>();
    private int nameLimit = MapTelemetry.Builder.DEFAULT_NAME_LIMIT;

    private Builder() {}

    /**
     * Writes {@code spans.jsonl} and {@code metrics.jsonl}, one OTLP message as JSON per line.
     *
     * @param folder the folder, made when missing; files of these names in it are replaced by the
     *     first export and continued by further ones
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
      this.nameLimit = MapTelemetry.Builder.checkNameLimit(names);
      return this;
    }

    /**
     * The export with these options.
     *
     * @return an export, for any number of recordings one after another
     */
    public RecordingExport build() {
      return new RecordingExport(this);
    }
  }
}
