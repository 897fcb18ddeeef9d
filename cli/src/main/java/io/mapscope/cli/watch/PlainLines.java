package io.mapscope.cli.watch;

import java.io.PrintWriter;
import java.time.LocalTime;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;

/** A line for each map and second, for pipes: times, then names with values. */
final class PlainLines {

  private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("HH:mm:ss");

  private final PrintWriter out;

  PlainLines(PrintWriter out) {
    this.out = out;
  }

  void show(LocalTime now, List<MapRow> rows) {
    rows.stream()
        .sorted(SortColumn.BY_NAME.order())
        .forEach(row -> out.println(TIME.format(now) + " " + line(row)));
    out.flush();
  }

  static String line(MapRow row) {
    return String.format(
        Locale.ROOT,
        "%s entries=%d buckets=%d load=%.2f growing=%s growths=%d stall=%s ops/s=%s",
        MapTable.printable(row.name()).replace(' ', '_'),
        row.entries(),
        row.buckets(),
        row.load(),
        MapTable.progress(row).replace(" ", ""),
        row.growths(),
        MapTable.time(row.stallNanos()).replace(" ", ""),
        row.operations() < 0 ? "-" : String.format(Locale.ROOT, "%.0f", row.operations()));
  }
}
