package io.mapscope.cli.watch;

import java.time.LocalTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.List;

/** The table on the screen, with what keys have made of it. */
final class LiveTable {

  private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("HH:mm:ss");

  private final LiveScreen screen;
  private final String title;
  private SortColumn sorted = SortColumn.BY_OPERATIONS;
  private List<MapRow> rows = List.of();
  private boolean quits;

  LiveTable(LiveScreen screen, String title) {
    this.screen = screen;
    this.title = title;
  }

  /** Takes the keys that were pressed; returns whether one of them was to quit. */
  boolean quits() {
    SortColumn before = sorted;
    for (char key = screen.key(); key != 0; key = screen.key()) {
      quits |= key == 'q';
      sorted = sorted.after(key);
    }
    if (!sorted.equals(before)) {
      draw();
    }
    return quits;
  }

  void show(List<MapRow> rows) {
    this.rows = rows;
    draw();
  }

  private void draw() {
    String state = rows.isEmpty() ? "waiting for maps" : rows.size() + " maps";
    screen.draw(
        screen
            .table()
            .render(
                title
                    + "  "
                    + state
                    + "  "
                    + TIME.format(LocalTime.now(ZoneId.systemDefault()))
                    + "  by "
                    + sorted.title(),
                rows,
                sorted,
                screen.hasKeys()));
  }
}
