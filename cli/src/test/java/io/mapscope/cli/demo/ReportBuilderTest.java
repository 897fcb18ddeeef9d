package io.mapscope.cli.demo;

import static org.assertj.core.api.Assertions.assertThat;

import io.mapscope.cli.demo.DemoReport.LongestStall;
import io.mapscope.cli.demo.RecordedTimeline.Growth;
import io.mapscope.cli.demo.RecordedTimeline.Span;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class ReportBuilderTest {

  private static final Instant START = Instant.parse("2026-01-02T03:04:05Z");
  private static final long STALL_NANOS = 40_000_000;
  private static final String MAP = "sessions-HashMap";

  private final LatencyWindows latencies = new LatencyWindows(0, 1_000_000_000);

  @Test
  void blamesAGrowthForAStallThatItsStepFills() {
    LongestStall stall = stall(List.of(span(500, 38, 7)), List.of());

    assertThat(stall).isEqualTo(new LongestStall(STALL_NANOS, 0.5, "put", "growth", 7));
  }

  @Test
  void blamesTheCollectorForAStepThatItInterrupted() {
    LongestStall stall = stall(List.of(span(500, 40, 7)), List.of(span(501, 38, 0)));

    assertThat(stall.cause()).isEqualTo("gc");
    assertThat(stall.growth()).isEqualTo(7);
  }

  @Test
  void blamesNobodyForAStallThatNothingRecordedExplains() {
    assertThat(stall(List.of(), List.of()).cause()).isEqualTo("other");
    assertThat(stall(List.of(span(500, 5, 7)), List.of(span(510, 5, 0))).cause())
        .isEqualTo("other");
    assertThat(stall(List.of(span(400, 50, 7)), List.of(span(600, 50, 0))).cause())
        .isEqualTo("other");
  }

  @Test
  void tellsTimesFromTheStartOfTheRun() {
    Growth growth =
        new Growth(1, START.plusMillis(250), START.plusMillis(750), 16, 32, 12, 1, 5, 5, "load");
    RecordedTimeline timeline =
        RecordedTimeline.of(MAP, List.of(growth), List.of(), List.of(span(100, 20, 0)));

    DemoReport.MapFigures figures = ReportBuilder.figures(run(), timeline);

    assertThat(figures.growthList().get(0).startSeconds()).isEqualTo(0.25);
    assertThat(figures.growthList().get(0).endSeconds()).isEqualTo(0.75);
    assertThat(figures.gcPauses()).containsExactly(new DemoReport.PauseFigures(0.1, 20_000_000));
    assertThat(figures.operationsPerSecond()).isEqualTo(1);
  }

  @Test
  void leavesOutPausesOfOtherTimes() {
    RecordedTimeline timeline =
        RecordedTimeline.of(
            MAP, List.of(), List.of(), List.of(span(-900, 20, 0), span(2100, 20, 0)));

    assertThat(ReportBuilder.figures(run(), timeline).gcPauses()).isEmpty();
  }

  private LongestStall stall(List<Span> steps, List<Span> pauses) {
    return ReportBuilder.figures(run(), RecordedTimeline.of(MAP, List.of(), steps, pauses))
        .longestStall();
  }

  /** Two operations in two seconds, the second of them the stall half a second after the start. */
  private RunMeasurement run() {
    latencies.record(Operation.GET, 0, 100);
    latencies.record(Operation.PUT, 500_000_000, 500_000_000 + STALL_NANOS);
    latencies.finish();
    return new RunMeasurement(
        Contender.all().get(0),
        START,
        2_000_000_000,
        new RunMeasurement.Counts(2, 1, 1, 0, 0, 1),
        latencies,
        40);
  }

  private static Span span(long atMillis, long millis, long growth) {
    return new Span(START.plusMillis(atMillis), Duration.ofMillis(millis), growth);
  }
}
