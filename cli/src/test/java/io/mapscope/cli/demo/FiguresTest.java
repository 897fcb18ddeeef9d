package io.mapscope.cli.demo;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class FiguresTest {

  @Test
  void writesDurationsWithThreeDigitsAndAUnit() {
    assertThat(Figures.duration(0L)).isEqualTo("0.00 ns");
    assertThat(Figures.duration(531L)).isEqualTo("531 ns");
    assertThat(Figures.duration(1_954L)).isEqualTo("1.95 us");
    assertThat(Figures.duration(73_450L)).isEqualTo("73.5 us");
    assertThat(Figures.duration(537_000_000L)).isEqualTo("537 ms");
    assertThat(Figures.duration(1_204_000_000L)).isEqualTo("1.20 s");
  }

  @Test
  void writesSmallRatiosAsFractions() {
    assertThat(Figures.ratio(100, 118)).isEqualTo("x1.18");
    assertThat(Figures.ratio(100, 51)).isEqualTo("x0.51");
    assertThat(Figures.ratio(537, 12.4)).isEqualTo("1/43");
    assertThat(Figures.ratio(500_000, 400)).isEqualTo("1/1,250");
  }

  @Test
  void hasNoRatioToNothing() {
    assertThat(Figures.ratio(0, 5)).isEmpty();
    assertThat(Figures.ratio(5, 0)).isEmpty();
  }
}
