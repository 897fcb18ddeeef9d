package io.mapscope.otel.source;

import io.mapscope.otel.mapping.ChunkClock;
import io.mapscope.otel.mapping.MappingEngine;
import io.mapscope.otel.pipeline.Pipeline;
import io.mapscope.otel.pipeline.PipelineOptions;
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

  private final Pipeline pipeline;
  private final MappingEngine engine;

  private JvmExport(Pipeline pipeline, MappingEngine engine) {
    this.pipeline = pipeline;
    this.engine = engine;
  }

  static JvmExport live(Resource jvm, Destination destination) throws IOException {
    Clock clock = Clock.getDefault();
    Pipeline pipeline = open(true, jvm, destination, clock);
    return new JvmExport(pipeline, engine(pipeline, destination, new LiveTime(clock)));
  }

  /** Metrics are collected when the clock says so, and waited for. */
  static JvmExport recorded(
      Resource jvm, Destination destination, EventClock clock, Duration patience)
      throws IOException {
    Pipeline pipeline = open(false, jvm, destination, clock);
    clock.onPoint(() -> pipeline.flushMetrics(patience));
    return new JvmExport(pipeline, engine(pipeline, destination, clock));
  }

  private static Pipeline open(boolean live, Resource jvm, Destination destination, Clock clock)
      throws IOException {
    return Pipeline.open(
        new PipelineOptions(
            live,
            destination.files(),
            live ? destination.prometheusPort() : 0,
            destination.properties(),
            clock,
            jvm));
  }

  private static MappingEngine engine(
      Pipeline pipeline, Destination destination, io.mapscope.otel.mapping.StreamTime time) {
    return new MappingEngine(
        pipeline.telemetry(), pipeline.ids(), pipeline::isSampled, destination.nameLimit(), time);
  }

  void attach(EventStream stream, ChunkClock clock) {
    engine.attach(stream, clock);
  }

  /** Maps what still waited for something, and exports it all. */
  void close(Duration patience) {
    try {
      engine.end();
    } finally {
      pipeline.close(patience);
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
   * The SDK, to be asked what became of spans and metrics.
   *
   * @return the pipeline
   */
  public Pipeline pipeline() {
    return pipeline;
  }
}
