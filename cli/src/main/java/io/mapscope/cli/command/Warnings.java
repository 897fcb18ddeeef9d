package io.mapscope.cli.command;

import java.io.PrintStream;
import java.util.List;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogManager;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.logging.SimpleFormatter;

/**
 * What our modules warn of, as lines of the command; nothing of other libraries.
 *
 * <p>Implementation note. The libraries log a failing export with its stack trace, again and again,
 * and that what is under way fails when they are closed; what was not delivered is counted and
 * printed by the commands instead. Of the exporter's outputs the notices are shown, too: who can
 * read a port is nothing to be found out later. A line is written at once, so it is not torn by one
 * of the progress, which it first takes off the terminal.
 */
public final class Warnings extends Handler {

  // Held strongly: java.util.logging forgets a logger, and its handlers, that nobody refers to.
  private static final Logger ALL = Logger.getLogger("");
  private static final Logger OURS = Logger.getLogger("io.mapscope");
  private static final Logger OUTPUTS = Logger.getLogger("io.mapscope.otel.pipeline");
  private static final Logger SDK = Logger.getLogger("io.mapscope.otel.pipeline.SdkLog");
  private static final List<Logger> LOGGERS = List.of(ALL, OURS, OUTPUTS, SDK);

  private final PrintStream err;
  private final String clearing;

  Warnings(PrintStream err, boolean terminal) {
    this.err = err;
    this.clearing = terminal ? ProgressLine.CLEARING : "";
    setFormatter(new SimpleFormatter());
  }

  /** Takes the place of all logging in this JVM. */
  public static void install() {
    LogManager.getLogManager().reset();
    LOGGERS.forEach(logger -> logger.setLevel(Level.OFF));
    OURS.setLevel(Level.WARNING);
    OUTPUTS.setLevel(Level.INFO);
    OURS.addHandler(new Warnings(System.err, ProgressLine.wanted()));
  }

  @Override
  public void publish(LogRecord message) {
    String line = getFormatter().formatMessage(message).lines().findFirst().orElse("");
    err.print(clearing + "mapscope: " + line + System.lineSeparator());
    err.flush();
  }

  @Override
  public void flush() {
    err.flush();
  }

  /** Leaves standard error open: others write there. */
  @Override
  public void close() {}
}
