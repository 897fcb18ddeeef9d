package io.mapscope.cli.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import org.junit.jupiter.api.Test;

class WarningsTest {

  @Test
  void isOneLineInAPipe() {
    assertThat(printed(false, "The disk is full\nand more"))
        .isEqualTo("mapscope: The disk is full" + System.lineSeparator());
  }

  @Test
  void takesTheProgressOffATerminalFirst() {
    assertThat(printed(true, "short")).matches("\\r {79}\\rmapscope: short\\R");
  }

  private static String printed(boolean terminal, String text) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    PrintStream err = new PrintStream(bytes, false, StandardCharsets.UTF_8);
    LogRecord message = new LogRecord(Level.WARNING, text);
    message.setThrown(new IllegalStateException("not shown"));
    new Warnings(err, terminal).publish(message);
    return bytes.toString(StandardCharsets.UTF_8);
  }
}
