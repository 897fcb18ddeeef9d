package io.mapscope.otel.mapping;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class SeriesNamesTest {

  @Test
  void namesBeyondTheLimitAreOneSeries() {
    SeriesNames names = new SeriesNames(2);
    assertThat(names.bounded("a")).isEqualTo("a");
    assertThat(names.bounded("b")).isEqualTo("b");
    assertThat(names.bounded("c")).isEqualTo("(other)");
    assertThat(names.bounded("a")).isEqualTo("a");
  }

  @Test
  void controlCharactersAreEscaped() {
    assertThat(SeriesNames.escape("a\nb\u001b[31m\u202ec"))
        .isEqualTo("a\\u000ab\\u001b[31m\\u202ec");
  }

  @Test
  void aLoneSurrogateIsEscapedAndAPairIsKept() {
    assertThat(SeriesNames.escape("\ud83d|\ud83d\ude00")).isEqualTo("\\ud83d|\ud83d\ude00");
  }

  @Test
  void longNamesAreCutWithoutCuttingACharacter() {
    assertThat(SeriesNames.escape("x".repeat(500))).hasSize(128);
    assertThat(SeriesNames.escape("x".repeat(127) + "\ud83d\ude00")).hasSize(128);
    assertThat(SeriesNames.escape("x".repeat(118) + "\ud83d\ude00".repeat(9)))
        .startsWith("x".repeat(118) + "~");
  }

  @Test
  void longNamesThatDifferAtTheEndStayApart() {
    String name = "x".repeat(10_000);
    assertThat(SeriesNames.escape(name + "a")).isNotEqualTo(SeriesNames.escape(name + "b"));
  }
}
