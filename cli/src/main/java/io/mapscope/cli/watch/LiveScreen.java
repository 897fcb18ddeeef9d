package io.mapscope.cli.watch;

import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A terminal whose whole screen is drawn anew, and whose keys are read one by one.
 *
 * <p>Implementation note. {@code stty} turns off line editing and echo, and nothing else: Ctrl-C
 * stays a signal. It is a part of every system that has terminals like these; a library would bring
 * native code for the same. What was on the screen and how the terminal was set comes back on
 * {@link #close}.
 */
final class LiveScreen implements AutoCloseable {

  private static final String ESC = "\u001b[";
  private static final String OPEN = ESC + "?1049h" + ESC + "?25l";
  private static final String CLOSE = ESC + "?25h" + ESC + "?1049l";
  private static final Pattern SIZE = Pattern.compile("(\\d+) (\\d+)\\s*");
  private static final int LINES = 24;

  private final PrintWriter out;
  private final InputStream keys;
  private final String saved;

  /** Takes over the terminal; keys only when asked for and possible. */
  LiveScreen(PrintWriter out, InputStream in, boolean wantsKeys) {
    this.out = out;
    String before = wantsKeys ? stty("-g") : "";
    this.keys = before.isEmpty() ? null : in;
    this.saved = before.strip();
    if (hasKeys()) {
      stty("-icanon", "-echo", "min", "0");
    }
    out.print(OPEN);
    out.flush();
  }

  boolean hasKeys() {
    return keys != null;
  }

  /** The next key that was pressed, 0 for none. */
  char key() {
    try {
      return hasKeys() && keys.available() > 0 ? (char) keys.read() : 0;
    } catch (IOException closed) {
      return 0;
    }
  }

  /** A table for the size that the terminal has now. */
  MapTable table() {
    Matcher size = SIZE.matcher(stty("size"));
    if (!size.matches() || size.group(1).equals("0")) {
      return new MapTable(MapTable.WIDTH, LINES);
    }
    return new MapTable(Integer.parseInt(size.group(2)), Integer.parseInt(size.group(1)));
  }

  void draw(List<String> lines) {
    out.print(ESC + "H");
    for (int i = 0; i < lines.size(); i++) {
      // No line break after the last: it would scroll a full screen.
      out.print(lines.get(i) + ESC + "K" + (i < lines.size() - 1 ? "\n" : ""));
    }
    out.print(ESC + "J");
    out.flush();
  }

  @Override
  public void close() {
    out.print(CLOSE);
    out.flush();
    if (hasKeys()) {
      stty(saved);
    }
  }

  /** Returns what it printed, nothing when there is no terminal or no such program. */
  private static String stty(String... arguments) {
    ProcessBuilder builder = new ProcessBuilder("stty");
    builder.command().addAll(List.of(arguments));
    builder.redirectInput(Path.of("/dev/tty").toFile());
    builder.redirectError(ProcessBuilder.Redirect.DISCARD);
    try {
      Process process = builder.start();
      String printed = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      return process.waitFor(1, TimeUnit.SECONDS) && process.exitValue() == 0 ? printed : "";
    } catch (IOException e) {
      return "";
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return "";
    }
  }
}
