package io.mapscope.benchmarks.export;

import com.sun.management.OperatingSystemMXBean;
import io.mapscope.benchmarks.run.RunFile;
import io.mapscope.events.recording.CheckedRecording;
import io.mapscope.otel.mapping.ChunkClock;
import io.mapscope.otel.mapping.MappingAhead;
import io.mapscope.otel.mapping.MappingEngine;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanBuilder;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.context.Context;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import io.opentelemetry.sdk.trace.data.LinkData;
import io.opentelemetry.sdk.trace.data.SpanData;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryPoolMXBean;
import java.lang.management.MemoryType;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import jdk.jfr.consumer.EventStream;

/**
 * How fast a recording is mapped: {@code FileSpeed RECORDING ROUNDS FILE}.
 *
 * <p>Per subject the file has a row for each round: events or spans, seconds, and seconds of
 * processor time of the whole process, collector and compiler included. In each round the subjects
 * take turns, so that ratios hold where the machine's speed wanders; the first round warms up and
 * is not written unless it is the only one.
 *
 * <p>Two streams do nothing: one as a program gets it, which sorts events and may use their objects
 * again, and one that does not sort. The exporter needs the order, so the first is what it is
 * measured against. The mapping passes over the recording first to check it, and has a thread of
 * its own beside the one that reads, as in the exporter. The SDK makes as many spans as the mapping
 * has made, on one thread, like a random choice of them over and over: the first ones are of maps
 * that grow, most are not.
 */
public final class FileSpeed {

  /** The tool's name in the results. */
  public static final String TOOL = "export-file";

  private static final int KEPT_SPANS = 10_000;

  /** What is measured. */
  public enum Subject {
    EMPTY("stream without mapping"),
    EMPTY_UNORDERED("stream without mapping or order"),
    METRICS("mapping to metrics"),
    SPANS("mapping to metrics and spans"),
    SDK("the SDK's own spans");

    private final String label;

    Subject(String label) {
      this.label = label;
    }

    /**
     * Name for people.
     *
     * @return as in the tables
     */
    public String label() {
      return label;
    }
  }

  private final Path recording;
  private List<SpanData> samples = List.of();
  private long spansMade;

  private FileSpeed(Path recording) {
    this.recording = recording;
  }

  /**
   * Runs.
   *
   * @param arguments see above
   * @throws IOException when the recording cannot be read
   */
  public static void main(String[] arguments) throws IOException {
    if (arguments.length != 3) {
      System.err.println("usage: FileSpeed RECORDING ROUNDS FILE");
      System.exit(2);
    }
    run(Path.of(arguments[0]), Integer.parseInt(arguments[1])).write(Path.of(arguments[2]));
  }

  static RunFile run(Path recording, int rounds) throws IOException {
    FileSpeed speed = new FileSpeed(recording);
    RunFile file = RunFile.of(TOOL);
    file.conditions().put("megabytes", Long.toString(Files.size(recording) >> 20));
    file.conditions().put("rounds", Integer.toString(rounds));
    for (int round = 0; round < rounds; round++) {
      for (Subject subject : Subject.values()) {
        double[] figures = speed.measure(subject);
        if (round > 0 || rounds == 1) {
          file.add(subject.name(), Integer.toString(round), figures);
        }
      }
    }
    file.conditions().put("heap", Long.toString(Runtime.getRuntime().maxMemory() >> 20));
    file.conditions().put("heapUsed", Long.toString(peakHeap() >> 20));
    return file;
  }

  private double[] measure(Subject subject) throws IOException {
    OperatingSystemMXBean system =
        (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
    long cpu = system.getProcessCpuTime();
    long begin = System.nanoTime();
    long count =
        switch (subject) {
          case EMPTY -> read(true);
          case EMPTY_UNORDERED -> read(false);
          case METRICS -> map(Sink.ofMetrics());
          case SPANS -> map(Sink.ofSpans(KEPT_SPANS));
          case SDK -> makeSpans();
        };
    double seconds = (System.nanoTime() - begin) / 1e9;
    return new double[] {count, seconds, (system.getProcessCpuTime() - cpu) / 1e9};
  }

  private long read(boolean ordered) throws IOException {
    long[] events = {0};
    try (EventStream stream = EventStream.openFile(recording)) {
      stream.setOrdered(ordered);
      stream.setReuse(true);
      stream.onEvent(event -> events[0]++);
      stream.start();
    }
    return events[0];
  }

  private long map(Sink sink) throws IOException {
    CheckedRecording checked = CheckedRecording.of(recording, MappingEngine.eventNames());
    ChunkClock clock = new ChunkClock();
    checked.chunks().forEach(clock::add);
    try (sink) {
      try (MappingAhead ahead = sink.engine.ahead();
          EventStream stream = EventStream.openFile(recording)) {
        ahead.attach(stream, clock);
        stream.start();
      }
      sink.engine.end();
      if (sink.spans().count > 0) {
        samples = List.copyOf(sink.spans().some);
        spansMade = sink.spans().count;
      }
      if (sink.engine.failures().values().stream().anyMatch(count -> count > 0)) {
        throw new IllegalStateException("events were not mapped: " + sink.engine.failures());
      }
      return sink.events();
    }
  }

  /** As many spans as the mapping has made, like some of them. */
  private long makeSpans() {
    Sink.Spans made = new Sink.Spans(0);
    try (SdkTracerProvider provider = Sink.tracing(made).build()) {
      Tracer tracer = provider.get("sdk");
      for (long i = 0; i < spansMade; i++) {
        make(tracer, samples.get((int) (i % samples.size())));
      }
    }
    return made.count;
  }

  private static void make(Tracer tracer, SpanData like) {
    SpanBuilder builder = tracer.spanBuilder(like.getName());
    if (like.getParentSpanContext().isValid()) {
      builder.setParent(Context.root().with(Span.wrap(like.getParentSpanContext())));
    } else {
      builder.setNoParent();
    }
    for (LinkData link : like.getLinks()) {
      builder.addLink(link.getSpanContext());
    }
    Attributes attributes = like.getAttributes();
    builder
        .setAllAttributes(attributes)
        .setStartTimestamp(like.getStartEpochNanos(), TimeUnit.NANOSECONDS)
        .startSpan()
        .end(like.getEndEpochNanos(), TimeUnit.NANOSECONDS);
  }

  private static long peakHeap() {
    return ManagementFactory.getMemoryPoolMXBeans().stream()
        .filter(pool -> pool.getType() == MemoryType.HEAP)
        .mapToLong(FileSpeed::peak)
        .sum();
  }

  private static long peak(MemoryPoolMXBean pool) {
    return pool.getPeakUsage().getUsed();
  }
}
