package io.mapscope.cli.demo;

import io.mapscope.cli.demo.LatencyWindows.Window;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.HdrHistogram.Histogram;
import org.HdrHistogram.HistogramIterationValue;

/** Joins what was measured with what was recorded into the figures of one map. */
final class ReportBuilder {

  private static final int PERCENTILE_TICKS_PER_HALF_DISTANCE = 5;

  /** A step or a pause that fills this part of an operation is what the operation was spent on. */
  private static final double MAIN_PART = 0.5;

  /**
   * The two clocks, that of the JVM's nanoseconds and that of the recording, are read one after the
   * other at the start of a run; the thread may lose the processor in between.
   */
  private static final Duration CLOCK_TOLERANCE = Duration.ofMillis(2);

  private ReportBuilder() {}

  static DemoReport.MapFigures figures(RunMeasurement run, RecordedTimeline timeline) {
    String name = run.contender().mapName();
    Histogram all = run.latencies().all();
    double seconds = run.nanos() / 1e9;
    List<RecordedTimeline.Growth> growths = timeline.growths(name);
    return new DemoReport.MapFigures(
        name,
        run.contender().label(),
        run.contender().implementation().getName(),
        seconds,
        run.counts().operations() / seconds,
        operations(run.counts()),
        run.counts().entries(),
        growths.size(),
        run.bytesPerEntry(),
        new DemoReport.Latency(
            all.getValueAtPercentile(50),
            all.getValueAtPercentile(99),
            all.getValueAtPercentile(99.99),
            run.latencies().longest().nanos()),
        longest(run, timeline),
        growths.stream().map(growth -> growthFigures(growth, run.start())).toList(),
        timeline.pauses(run.start(), run.end()).stream()
            .map(pause -> pauseFigures(pause, run.start()))
            .toList(),
        percentiles(all),
        windows(run.latencies()));
  }

  private static DemoReport.Operations operations(RunMeasurement.Counts counts) {
    return new DemoReport.Operations(
        counts.operations(), counts.puts(), counts.gets(), counts.hits(), counts.removes());
  }

  private static DemoReport.LongestStall longest(RunMeasurement run, RecordedTimeline timeline) {
    LatencyWindows.Longest longest = run.latencies().longest();
    Instant from = run.start().plusNanos(longest.atNanos()).minus(CLOCK_TOLERANCE);
    Instant to = from.plusNanos(longest.nanos()).plus(CLOCK_TOLERANCE.multipliedBy(2));
    Optional<RecordedTimeline.Span> step =
        mainPart(timeline.slowSteps(run.contender().mapName()), from, to, longest.nanos());
    // A step that a collection interrupted is as long as both, so the collection is asked first.
    Optional<RecordedTimeline.Span> pause =
        mainPart(timeline.pauses(from, to), from, to, longest.nanos());
    return new DemoReport.LongestStall(
        longest.nanos(),
        longest.atNanos() / 1e9,
        longest.operation().label,
        pause.isPresent() ? "gc" : step.isPresent() ? "growth" : "other",
        step.map(RecordedTimeline.Span::growth).orElse(0L));
  }

  private static Optional<RecordedTimeline.Span> mainPart(
      List<RecordedTimeline.Span> spans, Instant from, Instant to, long nanos) {
    return spans.stream()
        .filter(span -> span.overlaps(from, to))
        .filter(span -> span.duration().toNanos() >= MAIN_PART * nanos)
        .findFirst();
  }

  private static DemoReport.GrowthFigures growthFigures(
      RecordedTimeline.Growth growth, Instant start) {
    return new DemoReport.GrowthFigures(
        growth.number(),
        secondsBetween(start, growth.start()),
        secondsBetween(start, growth.end()),
        growth.bucketsBefore(),
        growth.bucketsAfter(),
        growth.entries(),
        growth.steps(),
        growth.longestStepNanos(),
        growth.workNanos(),
        growth.reason());
  }

  private static DemoReport.PauseFigures pauseFigures(RecordedTimeline.Span pause, Instant start) {
    return new DemoReport.PauseFigures(
        secondsBetween(start, pause.start()), pause.duration().toNanos());
  }

  private static List<DemoReport.PercentilePoint> percentiles(Histogram all) {
    List<DemoReport.PercentilePoint> points = new ArrayList<>();
    for (HistogramIterationValue value : all.percentiles(PERCENTILE_TICKS_PER_HALF_DISTANCE)) {
      points.add(
          new DemoReport.PercentilePoint(
              value.getPercentileLevelIteratedTo(), value.getValueIteratedTo()));
    }
    return points;
  }

  private static DemoReport.Windows windows(LatencyWindows latencies) {
    List<Window> all = latencies.windows();
    return new DemoReport.Windows(
        latencies.windowNanos() / 1e9,
        column(all, Window::operations),
        column(all, Window::p50),
        column(all, Window::p99),
        column(all, Window::max));
  }

  private static List<Long> column(List<Window> windows, Function<Window, Long> value) {
    return windows.stream().map(value).toList();
  }

  private static double secondsBetween(Instant start, Instant moment) {
    return Duration.between(start, moment).toNanos() / 1e9;
  }
}
