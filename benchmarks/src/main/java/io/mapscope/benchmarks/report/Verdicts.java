package io.mapscope.benchmarks.report;

import io.mapscope.benchmarks.export.FileSpeed.Subject;
import io.mapscope.benchmarks.interleaved.Measure;
import io.mapscope.benchmarks.latency.TimedMap;
import io.mapscope.benchmarks.overhead.Overhead;
import io.mapscope.benchmarks.peer.Peer;
import io.mapscope.benchmarks.run.Figures;
import io.mapscope.benchmarks.run.RunFile;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;

/**
 * What was asked of the map, what was found, and whether that meets it. A figure that misses by
 * less than its error is said to do so.
 */
final class Verdicts {

  private static final int MILLION = 1_000_000;
  private static final int ANY_SIZE = 0;

  /** JMH's own allocations show in the third decimal. */
  private static final double NO_BYTES = 0.01;

  /** At least so many times HashMap's speed, for sizes from and below. */
  private record Speed(Measure measure, int from, int below, double ratio) {
    String figure() {
      return measure.label()
          + (from == MILLION ? ", from 1M" : below == MILLION ? ", below 1M" : "");
    }
  }

  private static final List<Speed> SPEEDS =
      List.of(
          new Speed(Measure.GET_EQUAL, MILLION, Integer.MAX_VALUE, 1.3),
          new Speed(Measure.GET_SAME, MILLION, Integer.MAX_VALUE, 1.0),
          new Speed(Measure.GET_ABSENT, MILLION, Integer.MAX_VALUE, 1.3),
          new Speed(Measure.GET_EQUAL, ANY_SIZE, MILLION, 0.9),
          new Speed(Measure.GET_SAME, ANY_SIZE, MILLION, 0.9),
          new Speed(Measure.GET_ABSENT, ANY_SIZE, MILLION, 0.9),
          new Speed(Measure.PUT, ANY_SIZE, Integer.MAX_VALUE, 1.0),
          new Speed(Measure.GROW, ANY_SIZE, Integer.MAX_VALUE, 0.8),
          new Speed(Measure.REMOVE_SAME, ANY_SIZE, Integer.MAX_VALUE, 1.0),
          new Speed(Measure.REMOVE_EQUAL, ANY_SIZE, Integer.MAX_VALUE, 1.0),
          new Speed(Measure.ITERATE, ANY_SIZE, Integer.MAX_VALUE, 1.5),
          new Speed(Measure.FOR_EACH, ANY_SIZE, Integer.MAX_VALUE, 1.5));

  private final StringBuilder table =
      new StringBuilder("\n| figure | asked | found | met |\n|---|---|---|---|\n");

  private Verdicts() {}

  static String of(SpeedRuns runs) {
    return table(verdicts -> SPEEDS.forEach(asked -> verdicts.judge(asked, runs)));
  }

  static String of(StallRuns runs) {
    return table(verdicts -> verdicts.judge(runs));
  }

  static String of(OverheadRuns runs) {
    return table(verdicts -> verdicts.judge(runs));
  }

  static String of(ExportRuns runs) {
    return table(verdicts -> verdicts.judge(runs));
  }

  static String of(JmhRuns runs) {
    return table(verdicts -> verdicts.judge(runs));
  }

  private static String table(Consumer<Verdicts> judge) {
    Verdicts verdicts = new Verdicts();
    judge.accept(verdicts);
    return verdicts.table.toString();
  }

  private void row(String figure, String asked, String found, String met) {
    table.append("| %s | %s | %s | %s |\n".formatted(figure, asked, found, met));
  }

  private void judge(Speed asked, SpeedRuns runs) {
    SpeedRuns.Case worstCase = null;
    Ratio worst = null;
    List<String> missed = new ArrayList<>();
    int cases = 0;
    for (SpeedRuns.Case of : runs.cases()) {
      Ratio ratio = runs.ratio(of, asked.measure(), Peer.INSTRUMENTED_GO).orElse(null);
      if (ratio == null || of.size() < asked.from() || of.size() >= asked.below()) {
        continue;
      }
      cases++;
      if (worst == null || ratio.value() < worst.value()) {
        worst = ratio;
        worstCase = of;
      }
      if (ratio.value() < asked.ratio()) {
        boolean close = ratio.value() + ratio.error() >= asked.ratio();
        missed.add(of.label() + (close ? " (within the error)" : ""));
      }
    }
    if (worst != null) {
      row(
          asked.figure(),
          "at least %.1fx HashMap".formatted(asked.ratio()),
          "%s at worst (%s)".formatted(worst, worstCase.label()),
          missed.isEmpty()
              ? "yes"
              : "no in %d of %d: %s".formatted(missed.size(), cases, String.join(", ", missed)));
    }
  }

  private void judge(StallRuns runs) {
    for (TimedMap ours : List.of(TimedMap.GO, TimedMap.STEADY)) {
      for (double percentile : new double[] {StallRuns.P99_9999, StallRuns.LONGEST}) {
        judgeStall(runs, percentile, ours, TimedMap.HASH_MAP, 200);
        judgeStall(runs, percentile, ours, TimedMap.SMOOTHIE, 2);
      }
    }
    judgeStall(runs, StallRuns.LONGEST, TimedMap.STRIPED, TimedMap.CONCURRENT_HASH_MAP, 100);
  }

  private void judgeStall(
      StallRuns runs, double percentile, TimedMap ours, TimedMap other, double asked) {
    if (runs.has(ours) && runs.has(other)) {
      double factor = runs.over(other, ours, percentile);
      row(
          ours.label()
              + (percentile == StallRuns.LONGEST ? ", longest put" : ", p99.9999 of put")
              + ", of the same one in all forks",
          "%s's at least %.0f times that".formatted(other.label(), asked),
          "%s times (%s against %s)"
              .formatted(
                  Figures.threeDigits(factor),
                  Figures.duration(runs.own(other, percentile)),
                  Figures.duration(runs.own(ours, percentile))),
          factor >= asked ? "yes" : "no");
    }
  }

  private void judge(OverheadRuns runs) {
    judgeOverhead(runs, MILLION, Overhead.Mode.NO_RECORDING, 0.01);
    judgeOverhead(runs, 100, Overhead.Mode.NO_RECORDING, 0.02);
    judgeOverhead(runs, MILLION, Overhead.Mode.PRODUCTION, 0.03);
    judgeOverhead(runs, 100, Overhead.Mode.PRODUCTION, 0.03);
  }

  private void judgeOverhead(OverheadRuns runs, int entries, Overhead.Mode mode, double asked) {
    if (runs.has(entries)) {
      Ratio slower = runs.slower(entries, mode, Overhead.Copy.ON);
      boolean close = slower.value() - slower.error() <= asked;
      row(
          "overhead, %s, %s entries".formatted(mode.label(), Figures.millions(entries)),
          "at most %.0f %%".formatted(100 * asked),
          OverheadRuns.percent(slower),
          slower.value() <= asked ? "yes" : close ? "no (within the error)" : "no");
    }
  }

  private void judge(ExportRuns runs) {
    for (RunFile file : runs.ofFiles()) {
      judgeFile(runs, file, Subject.METRICS, Subject.EMPTY);
      judgeFile(runs, file, Subject.SPANS, Subject.SDK);
    }
    for (RunFile file : runs.live()) {
      double percent = runs.percentOfCore(file);
      row(
          "export in process, 100,000 events a second",
          "below 2 % of a core beyond reading",
          String.format(Locale.ROOT, "%.2f %%", percent),
          percent < 2 ? "yes" : "no");
    }
  }

  private void judgeFile(ExportRuns runs, RunFile file, Subject subject, Subject other) {
    runs.speed(file, subject, other)
        .ifPresent(
            ratio ->
                row(
                    "export of %s MB in %s MiB of heap: %s"
                        .formatted(
                            file.condition("megabytes"), file.condition("heap"), subject.label()),
                    "at least 0.5x " + other.label(),
                    ratio.toString(),
                    ratio.value() >= 0.5
                        ? "yes"
                        : ratio.value() + ratio.error() >= 0.5 ? "no (within the error)" : "no"));
  }

  private void judge(JmhRuns runs) {
    for (JmhRuns.Line line : runs.lines) {
      if (line.benchmark().endsWith(JmhRuns.ALLOCATED)
          && line.benchmark().startsWith("MixedBenchmark")
          && line.parameters().contains(Peer.INSTRUMENTED_GO.name())) {
        row(
            "allocation, nothing recorded, %s (%s)"
                .formatted(line.benchmark().replace(JmhRuns.ALLOCATED, ""), line.parameters()),
            "0 B/op",
            String.format(Locale.ROOT, "%.4f B/op", line.score()),
            line.score() < NO_BYTES ? "yes" : "no");
      }
    }
  }
}
