package io.mapscope.cli.command;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ParagraphTest {

  @Test
  void leavesShortTextAlone() {
    assertThat(Paragraph.wrap("a short line")).isEqualTo("a short line");
  }

  @Test
  void breaksAtBlanksBeforeColumnEightyOne() {
    String text = "word ".repeat(40).strip();

    assertThat(Paragraph.wrap(text).lines())
        .hasSize(3)
        .allMatch(line -> line.length() <= 80)
        .allMatch(line -> line.strip().matches("word( word)*"));
    assertThat(Paragraph.wrap(text).replaceAll("\\R? +", " ")).isEqualTo(text);
  }

  @Test
  void keepsAWordThatIsTooLong() {
    String word = "x".repeat(100);

    assertThat(Paragraph.wrap("a " + word).lines()).containsExactly("a", "  " + word);
  }
}
