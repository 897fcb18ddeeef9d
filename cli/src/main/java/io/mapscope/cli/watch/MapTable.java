package io.mapscope.cli.watch;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** The rows as lines of text that fit a terminal. */
final class MapTable {

  static final int WIDTH = 80;

  // All columns but the name's: 10 9 5 7 7 9 7 and a blank before each.
  private static final int FIGURES = 61;
  private static final int WIDEST_NAME = 60;
  private static final String KEYS =
      "Sort: s, or m e b l g n t o. Quit: q." + " Writes are exact, gets sampled.";

  private final int columns;
  private final int lines;
  private final int name;
  private final String format;

  /** A table for a terminal of this size; narrower than 80 columns it is cut. */
  MapTable(int columns, int lines) {
    this.columns = columns;
    this.lines = lines;
    this.name = Math.min(WIDEST_NAME, Math.max(WIDTH, columns) - FIGURES);
    this.format = "%-" + name + "s %10s %9s %5s %7s %7s %9s %7s";
  }

  List<String> render(String title, List<MapRow> rows, SortColumn sorted, boolean keys) {
    List<String> table = new ArrayList<>();
    table.add(title);
    table.add(header(sorted));
    int room = Math.max(1, lines - table.size() - 1);
    rows.stream().sorted(sorted.order()).limit(room).forEach(row -> table.add(line(row)));
    if (rows.size() > room) {
      table.set(table.size() - 1, "... and " + (rows.size() - room + 1) + " more maps");
    }
    table.add(keys ? KEYS : "Writes are exact, gets estimated by samples. Ctrl-C: quit.");
    return table.stream().map(line -> cut(line, columns)).toList();
  }

  private String header(SortColumn sorted) {
    Object[] titles =
        SortColumn.ALL.stream()
            .map(
                column ->
                    column.equals(sorted)
                        ? column.title().toUpperCase(Locale.ROOT)
                        : column.title())
            .toArray();
    return String.format(Locale.ROOT, format, titles);
  }

  private String line(MapRow row) {
    return String.format(
        Locale.ROOT,
        format,
        cut(printable(row.name()), name),
        row.entries(),
        row.buckets(),
        String.format(Locale.ROOT, "%.2f", row.load()),
        progress(row),
        row.growths(),
        time(row.stallNanos()),
        rate(row.operations()));
  }

  static String progress(MapRow row) {
    return row.growing()
        ? String.format(Locale.ROOT, "%d %%", Math.round(100 * Math.min(1, row.progress())))
        : "-";
  }

  static String time(long nanos) {
    if (nanos == 0) {
      return "-";
    }
    if (nanos < 1_000_000) {
      return String.format(Locale.ROOT, "%.1f us", nanos / 1e3);
    }
    return nanos < 1_000_000_000
        ? String.format(Locale.ROOT, "%.1f ms", nanos / 1e6)
        : String.format(Locale.ROOT, "%.2f s", nanos / 1e9);
  }

  static String rate(double perSecond) {
    if (perSecond < 0) {
      return "-";
    }
    if (perSecond < 10_000) {
      return String.format(Locale.ROOT, "%.0f", perSecond);
    }
    return perSecond < 1_000_000
        ? String.format(Locale.ROOT, "%.1f k", perSecond / 1e3)
        : String.format(Locale.ROOT, "%.1f M", perSecond / 1e6);
  }

  /** A name may hold anything, also what moves the cursor. */
  static String printable(String name) {
    StringBuilder printable = new StringBuilder();
    name.codePoints()
        .limit(WIDEST_NAME + 1L)
        .forEach(
            c -> {
              boolean shown = Character.isLetterOrDigit(c) || (c > ' ' && c < 0x7F);
              printable.appendCodePoint(shown || c == ' ' ? c : '?');
            });
    return printable.toString();
  }

  static String cut(String text, int width) {
    return text.length() <= width ? text : text.substring(0, Math.max(0, width - 1)) + "~";
  }
}
