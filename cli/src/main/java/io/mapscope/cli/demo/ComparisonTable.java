package io.mapscope.cli.demo;

import io.mapscope.cli.demo.DemoReport.MapFigures;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.DoubleFunction;
import java.util.function.ToDoubleFunction;

/** The two maps side by side, for the terminal and for the page; at most 80 columns wide. */
final class ComparisonTable {

  /**
   * One row.
   *
   * @param label what is compared
   * @param first figure of the first map
   * @param second figure of the second
   * @param ratio the second relative to the first, empty when that says nothing
   */
  record Row(String label, String first, String second, String ratio) {}

  static final String LONGEST_STALL = "longest stall";

  private static final String LINE = "%-20s %18s %18s %12s%n";

  private ComparisonTable() {}

  static List<Row> rows(MapFigures first, MapFigures second) {
    List<Row> rows = new ArrayList<>();
    rows.add(row("throughput", first, second, MapFigures::operationsPerSecond, Figures::rate));
    rows.add(row("p50", first, second, map -> map.latencyNanos().p50(), Figures::duration));
    rows.add(row("p99", first, second, map -> map.latencyNanos().p99(), Figures::duration));
    rows.add(row("p99.99", first, second, map -> map.latencyNanos().p9999(), Figures::duration));
    rows.add(
        row(LONGEST_STALL, first, second, map -> map.longestStall().nanos(), Figures::duration));
    rows.add(
        row(
            "longest grow work",
            first,
            second,
            ComparisonTable::longestGrowWork,
            Figures::duration));
    rows.add(
        new Row("growths", Figures.count(first.growths()), Figures.count(second.growths()), ""));
    rows.add(
        row("bytes per entry", first, second, MapFigures::bytesPerEntry, Figures::threeDigits));
    return rows;
  }

  static String text(MapFigures first, MapFigures second) {
    StringBuilder text = new StringBuilder();
    text.append(String.format(Locale.ROOT, LINE, "", first.label(), second.label(), "ratio"));
    for (Row row : rows(first, second)) {
      text.append(
              String.format(Locale.ROOT, LINE, row.label, row.first, row.second, row.ratio)
                  .stripTrailing())
          .append(System.lineSeparator());
    }
    return text.toString();
  }

  /** Of all shares that single writes had in growths, by the recording: free of GC and lookups. */
  private static double longestGrowWork(MapFigures map) {
    return map.growthList().stream()
        .mapToLong(DemoReport.GrowthFigures::longestStepNanos)
        .max()
        .orElse(0);
  }

  private static Row row(
      String label,
      MapFigures first,
      MapFigures second,
      ToDoubleFunction<MapFigures> figure,
      DoubleFunction<String> format) {
    double one = figure.applyAsDouble(first);
    double two = figure.applyAsDouble(second);
    return new Row(label, format.apply(one), format.apply(two), Figures.ratio(one, two));
  }
}
