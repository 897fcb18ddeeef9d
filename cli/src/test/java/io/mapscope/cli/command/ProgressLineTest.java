package io.mapscope.cli.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class ProgressLineTest {

  private static final long DRAWN_AGAIN_NANOS = 100_000_000;

  private final AtomicLong clock = new AtomicLong();
  private final StringWriter terminal = new StringWriter();

  @Test
  void staysQuietInAPipe() {
    try (ProgressLine line = line(false)) {
      line.show("step", 0.5, () -> "detail");
    }

    assertThat(terminal.toString()).isEmpty();
  }

  @Test
  void rewritesOneLineThatNeverWraps() {
    try (ProgressLine line = line(true)) {
      line.show("a step with a long name", 2, () -> "x".repeat(200));
      clock.addAndGet(DRAWN_AGAIN_NANOS);
      line.show("step", 0.5, () -> "");
    }

    assertThat(terminal.toString()).doesNotContain("\n");
    assertThat(terminal.toString().substring(1).split("\r"))
        .hasSize(3)
        .allMatch(drawn -> drawn.length() == 79);
    assertThat(terminal.toString()).contains("100 %").contains("############............]  50 %");
  }

  @Test
  void isDrawnAtMostTenTimesASecond() {
    try (ProgressLine line = line(true)) {
      line.show("step", 0.1, () -> "");
      clock.addAndGet(DRAWN_AGAIN_NANOS - 1);
      line.show("step", 0.2, () -> "");
      assertThat(terminal.toString()).contains("10 %").doesNotContain("20 %");

      clock.addAndGet(1);
      line.show("step", 0.3, () -> "");
      assertThat(terminal.toString()).contains("30 %");
    }
  }

  private ProgressLine line(boolean shown) {
    return new ProgressLine(new PrintWriter(terminal), shown, clock::get);
  }
}
