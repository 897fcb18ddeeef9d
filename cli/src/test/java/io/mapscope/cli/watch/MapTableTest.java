package io.mapscope.cli.watch;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class MapTableTest {

  private static final MapRow SMALL = new MapRow("small", 53, 16, 0.45, 2, 1_500, 12);
  private static final MapRow LARGE =
      new MapRow(
          "a map of a very long name indeed",
          Integer.MAX_VALUE,
          1 << 28,
          -1,
          9_999_999,
          123_456_789,
          123_456_789);

  @Test
  void fitsEightyColumnsAndCutsNames() {
    List<String> lines = new MapTable(80, 24).render("title", List.of(SMALL, LARGE), ops(), true);

    assertThat(lines).allMatch(line -> line.length() <= 80);
    assertThat(lines.get(1)).hasSize(80).startsWith("map  ").endsWith("OPS/S");
    assertThat(lines.get(2))
        .isEqualTo(
            "a map of a very lo~ 2147483647 268435456  8.00       - 9999999  123.5 ms 123.5 M");
    assertThat(lines.get(3))
        .isEqualTo(
            "small                       53        16  3.31    45 %       2    1.5 us      12");
    assertThat(lines.get(4)).contains("Writes are exact, gets sampled");
  }

  @Test
  void aWiderTerminalShowsMoreOfNames() {
    List<String> lines = new MapTable(120, 24).render("title", List.of(LARGE), ops(), true);

    assertThat(lines.get(2)).startsWith("a map of a very long name indeed ");
  }

  @Test
  void aNarrowTerminalCutsLines() {
    List<String> lines = new MapTable(40, 24).render("title", List.of(LARGE), ops(), true);

    assertThat(lines).allMatch(line -> line.length() <= 40);
  }

  @Test
  void saysHowManyMapsHaveNoRoom() {
    List<MapRow> rows = new ArrayList<>();
    for (int i = 0; i < 50; i++) {
      rows.add(new MapRow("map" + i, 1, 1, -1, 0, 0, i));
    }

    List<String> lines = new MapTable(80, 10).render("title", rows, ops(), true);

    assertThat(lines).hasSize(10);
    assertThat(lines.get(2)).startsWith("map49 ");
    assertThat(lines.get(8)).isEqualTo("... and 44 more maps");
  }

  @Test
  void eachKeySortsByItsColumn() {
    for (SortColumn column : SortColumn.ALL) {
      assertThat(SortColumn.BY_NAME.after(column.key())).isEqualTo(column);
      List<String> lines =
          new MapTable(80, 24).render("title", List.of(SMALL, LARGE), column, true);
      boolean largeFirst = lines.get(2).startsWith("a map");
      assertThat(largeFirst).isEqualTo(!column.title().equals("growing"));
    }
    assertThat(SortColumn.BY_NAME.after('x')).isEqualTo(SortColumn.BY_NAME);
  }

  @Test
  void theSameKeyWalksThroughAllColumns() {
    SortColumn column = SortColumn.BY_NAME;
    List<SortColumn> seen = new ArrayList<>();
    for (int i = 0; i < SortColumn.ALL.size(); i++) {
      seen.add(column);
      column = column.after('s');
    }
    assertThat(seen).containsExactlyElementsOf(SortColumn.ALL);
    assertThat(column).isEqualTo(SortColumn.BY_NAME);
  }

  @Test
  void namesMoveNoCursor() {
    assertThat(MapTable.printable("a\u001b[2J\nb\u202e é")).isEqualTo("a?[2J?b? é");
  }

  @Test
  void aPlainLineIsOneWordForEachFigure() {
    assertThat(PlainLines.line(SMALL))
        .isEqualTo(
            "small entries=53 buckets=16 load=3.31 growing=45% growths=2 stall=1.5us ops/s=12");
    assertThat(PlainLines.line(LARGE))
        .startsWith("a_map_of_a_very_long_name_indeed entries=2147483647")
        .contains("growing=- ");
  }

  private static SortColumn ops() {
    return SortColumn.BY_OPERATIONS;
  }
}
