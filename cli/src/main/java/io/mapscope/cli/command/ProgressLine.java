package io.mapscope.cli.command;

import java.io.PrintWriter;
import java.util.Locale;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/**
 * One line on the terminal that is rewritten while work goes on; nothing at all in a pipe.
 *
 * <p>Implementation note. The line is drawn by the thread that works, at most ten times a second: a
 * thread of its own would take time from the load that is measured, on a machine with two cores
 * visibly so. Longer than 80 columns it would wrap, and a wrapped line cannot be rewritten.
 */
public final class ProgressLine implements AutoCloseable {

  private static final int WIDTH = 79;

  /** Takes a line off the terminal, and does no harm where there is none. */
  static final String CLEARING = '\r' + " ".repeat(WIDTH) + '\r';

  private static final int BAR = 24;
  private static final long INTERVAL_NANOS = 100_000_000;

  private final PrintWriter terminal;
  private final boolean shown;
  private final LongSupplier nanoTime;
  private long lastDrawn;
  private boolean drawn;

  /**
   * Draws on a terminal.
   *
   * @param terminal where to
   * @param shown false to stay quiet
   */
  public ProgressLine(PrintWriter terminal, boolean shown) {
    this(terminal, shown, System::nanoTime);
  }

  ProgressLine(PrintWriter terminal, boolean shown, LongSupplier nanoTime) {
    this.terminal = terminal;
    this.shown = shown;
    this.nanoTime = nanoTime;
    this.lastDrawn = nanoTime.getAsLong() - INTERVAL_NANOS;
  }

  /**
   * Whether the launcher has found standard error to be a terminal. {@link System#console} would
   * not tell: it asks about input and output, and not on every JDK about terminals.
   *
   * @return true when a line should be shown
   */
  public static boolean wanted() {
    return Boolean.getBoolean("mapscope.terminal");
  }

  /**
   * Shows how far the work is, unless the line was drawn just now.
   *
   * @param step what is being done
   * @param fraction 0 to 1
   * @param detail figures of the moment, asked for only when drawn
   */
  public void show(String step, double fraction, Supplier<String> detail) {
    if (!shown || nanoTime.getAsLong() - lastDrawn < INTERVAL_NANOS) {
      return;
    }
    lastDrawn = nanoTime.getAsLong();
    drawn = true;
    terminal.print('\r' + line(step, fraction, detail.get()));
    terminal.flush();
  }

  /** Takes the line off the terminal. */
  @Override
  public void close() {
    if (drawn) {
      terminal.print(CLEARING);
      terminal.flush();
      drawn = false;
    }
  }

  private static String line(String step, double fraction, String detail) {
    double part = Math.min(1, Math.max(0, fraction));
    int full = (int) Math.round(part * BAR);
    String text =
        String.format(
            Locale.ROOT,
            "%-16s [%s%s] %3d %%  %s",
            step,
            "#".repeat(full),
            ".".repeat(BAR - full),
            Math.round(part * 100),
            detail);
    return String.format(Locale.ROOT, "%-" + WIDTH + "." + WIDTH + "s", text);
  }
}
