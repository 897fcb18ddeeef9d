package io.mapscope.otel.source;

import io.mapscope.otel.mapping.ChunkClock;
import io.mapscope.otel.mapping.MappingAhead;
import io.mapscope.otel.mapping.MappingEngine;
import io.mapscope.otel.pipeline.Following;
import io.mapscope.otel.pipeline.Output;
import io.mapscope.otel.pipeline.Pipeline;
import io.mapscope.otel.pipeline.PipelineOptions;
import io.mapscope.otel.pipeline.ProgramsTelemetry;
import io.opentelemetry.sdk.common.Clock;
import io.opentelemetry.sdk.resources.Resource;
import java.io.IOException;
import java.time.Duration;
import jdk.jfr.consumer.EventStream;

/**
 * The one way from a source to OpenTelemetry: the events of one JVM, from one stream or from
 * several one after the other, through one engine into one SDK whose resource is that JVM.
 */
public final class JvmExport {

  private final Output output;
  private final MappingEngine engine;

  private JvmExport(Output output, MappingEngine engine) {
    this.output = output;
    this.engine = engine;
  }

  static JvmExport live(Resource jvm, Destination destination) throws IOException {
    Clock clock = Clock.getDefault();
    Output output =
        destination.programs() == null
            ? open(true, jvm, destination, clock, null)
            : new ProgramsTelemetry(destination.programs());
    return new JvmExport(output, engine(output, destination, new LiveTime(clock)));
  }

  /** Metrics are collected when the clock says so, and waited for. */
  static JvmExport recorded(
      Resource jvm, Destination destination, EventClock clock, Duration patience)
      throws IOException {
    return recorded(jvm, destination, clock, patience, null);
  }

  /** Goes on where an earlier export was interrupted, when {@code following} is not null. */
  static JvmExport recorded(
      Resource jvm,
      Destination destination,
      EventClock clock,
      Duration patience,
      Following following)
      throws IOException {
    Pipeline pipeline = open(false, jvm, destination, clock, following);
    clock.onPoint(() -> pipeline.flushMetrics(patience));
    return new JvmExport(pipeline, engine(pipeline, destination, clock));
  }

  private static Pipeline open(
      boolean live, Resource jvm, Destination destination, Clock clock, Following following)
      throws IOException {
    return Pipeline.open(
        new PipelineOptions(
            live,
            destination.files(),
            live ? destination.prometheusPort() : 0,
            destination.properties(),
            clock,
            jvm,
            following));
  }

  private static MappingEngine engine(
      Output output, Destination destination, io.mapscope.otel.mapping.StreamTime time) {
    return new MappingEngine(
        output.telemetry(), output.computesIds(), output::isSampled, destination.mapping(), time);
  }

  void attach(EventStream stream, ChunkClock clock) {
    engine.attach(stream, clock);
  }

  /** For recordings; to be closed when they have been read. */
  MappingAhead ahead() {
    return engine.ahead();
  }

  /** Maps what still waited for something, and exports it all. */
  void close(Duration patience) {
    try {
      engine.end();
    } finally {
      output.close(patience);
      engine.unregister();
    }
  }

  /**
   * The mapping, to be asked what became of the events.
   *
   * @return the engine
   */
  public MappingEngine engine() {
    return engine;
  }

  /**
   * Where it goes, to be asked what became of spans and metrics.
   *
   * @return the output
   */
  public Output output() {
    return output;
  }
}
