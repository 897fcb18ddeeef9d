package io.mapscope.report.scan;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class MapFindingsTest {

  private static final Capacity FIRST_TABLE = new Capacity(16, 12, Certainty.COUNTED);
  private static final Capacity GUESS = new Capacity(1 << 24, 12 << 20, Certainty.ESTIMATED);

  /** A line of a server made millions of small sets and a large one: 16 was advised for all. */
  @Test
  void firstTablesSayNothingOfMapsThatGrew() {
    MapFindings map = new MapFindings(1, false, "java.util.HashMap", "App.put:1");
    map.began(FIRST_TABLE);
    assertThat(map.capacity()).isEqualTo(FIRST_TABLE);
    map.grew(0, 200_000_000, 200_000_000);
    assertThat(map.capacity()).isEqualTo(Capacity.UNKNOWN);
    map.reached(GUESS);
    assertThat(map.capacity()).isEqualTo(GUESS);
  }
}
