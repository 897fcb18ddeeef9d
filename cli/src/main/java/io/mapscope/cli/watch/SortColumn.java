package io.mapscope.cli.watch;

import java.util.Comparator;
import java.util.List;

/**
 * A column of the table.
 *
 * @param key sorts by it
 * @param order largest first, names from A on
 */
record SortColumn(char key, String title, Comparator<MapRow> order) {

  private static final char NEXT = 's';

  static final List<SortColumn> ALL =
      List.of(
          column('m', "map", Comparator.comparing(MapRow::name)),
          column('e', "entries", Comparator.comparing(MapRow::entries).reversed()),
          column('b', "buckets", Comparator.comparing(MapRow::buckets).reversed()),
          column('l', "load", Comparator.comparing(MapRow::load).reversed()),
          column('g', "growing", Comparator.comparing(MapRow::progress).reversed()),
          column('n', "growths", Comparator.comparing(MapRow::growths).reversed()),
          column('t', "stall/min", Comparator.comparing(MapRow::stallNanos).reversed()),
          column('o', "ops/s", Comparator.comparing(MapRow::operations).reversed()));

  static final SortColumn BY_NAME = ALL.get(0);
  static final SortColumn BY_OPERATIONS = ALL.get(ALL.size() - 1);

  private static SortColumn column(char key, String title, Comparator<MapRow> order) {
    return new SortColumn(key, title, order.thenComparing(MapRow::name));
  }

  /** The column to sort by after a key was pressed. */
  SortColumn after(char pressed) {
    if (pressed == NEXT) {
      return ALL.get((ALL.indexOf(this) + 1) % ALL.size());
    }
    return ALL.stream().filter(column -> column.key == pressed).findFirst().orElse(this);
  }
}
