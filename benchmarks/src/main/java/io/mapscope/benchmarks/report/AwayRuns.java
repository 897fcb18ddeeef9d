package io.mapscope.benchmarks.report;

import io.mapscope.benchmarks.export.AwayCost;
import io.mapscope.benchmarks.export.AwayCost.Phase;
import io.mapscope.benchmarks.run.RunFile;
import io.mapscope.benchmarks.run.Samples;
import java.util.List;
import java.util.Locale;
import java.util.function.ToDoubleFunction;

/** The runs with a collector that goes away and comes back, and their tables. */
final class AwayRuns {

  /** Where the columns of a window have what. */
  private static final int SPEED = 0;

  private static final int CONTROL_SPEED = 1;
  private static final int OTHERS_PERCENT = 2;

  /** Where the columns of a phase's end have what. */
  private static final int HEAP = 0;

  private static final int DELIVERED = 1;
  private static final int DROPPED = 2;
  private static final int FAILED = 3;
  private static final int ARRIVED = 4;

  private static final double FEW = 0.05;

  private final List<RunFile> files;

  AwayRuns(List<RunFile> files) {
    this.files =
        files.stream().filter(file -> file.condition("tool").equals(AwayCost.TOOL)).toList();
  }

  boolean isEmpty() {
    return files.isEmpty();
  }

  String tables() {
    StringBuilder tables = new StringBuilder();
    files.forEach(file -> tables.append(table(file)).append(account(file)));
    return tables.toString();
  }

  private String table(RunFile file) {
    StringBuilder table =
        new StringBuilder(
            """

            | collector | seconds | operations per second, median (5th to 95th percentile) | against there | against the control | other threads, of a core | heap after collection |
            |---|---|---|---|---|---|---|
            """);
    for (Phase phase : Phase.values()) {
      double[] speeds = sample(file, phase, row -> row.get(SPEED));
      table.append(
          String.format(
              Locale.ROOT,
              "| %s | %d | %.2f M (%.2f to %.2f) | %.2f | %s | %.1f %% | %.1f MB |\n",
              phase.label(),
              speeds.length,
              Samples.median(speeds) / 1e6,
              Samples.quantile(speeds, FEW) / 1e6,
              Samples.quantile(speeds, 1 - FEW) / 1e6,
              Samples.median(speeds)
                  / Samples.median(sample(file, Phase.THERE, row -> row.get(SPEED))),
              againstControl(file, phase),
              Samples.median(sample(file, phase, row -> row.get(OTHERS_PERCENT))),
              end(file, phase).get(HEAP) / 1e6));
    }
    return table.toString();
  }

  private static Ratio againstControl(RunFile file, Phase phase) {
    double[] ratios = sample(file, phase, row -> row.get(SPEED) / row.get(CONTROL_SPEED));
    return new Ratio(Samples.median(ratios), Samples.medianError(ratios));
  }

  private static String account(RunFile file) {
    List<Double> there = end(file, Phase.THERE);
    List<Double> away = end(file, Phase.AWAY);
    List<Double> caughtUp = file.values(AwayCost.CAUGHT_UP, Phase.BACK.name());
    List<Double> back = end(file, Phase.BACK);
    return String.format(
        Locale.ROOT,
        """

        Spans: %,.0f were delivered before the collector went; of those after them %,.0f waited and arrived when it was
        back, and %,.0f were dropped and counted. In the whole run %,.0f were delivered, %,.0f failed, and %,.0f arrived.
        """,
        there.get(DELIVERED),
        caughtUp.get(ARRIVED) - away.get(ARRIVED),
        caughtUp.get(DROPPED) - there.get(DROPPED),
        back.get(DELIVERED),
        back.get(FAILED),
        back.get(ARRIVED));
  }

  private static List<Double> end(RunFile file, Phase phase) {
    return file.values(AwayCost.END, phase.name());
  }

  private static double[] sample(RunFile file, Phase phase, ToDoubleFunction<List<Double>> figure) {
    return file.rows().stream()
        .filter(row -> row.kind().equals(AwayCost.WINDOW) && row.subject().equals(phase.name()))
        .map(RunFile.Row::values)
        .mapToDouble(figure)
        .toArray();
  }
}
