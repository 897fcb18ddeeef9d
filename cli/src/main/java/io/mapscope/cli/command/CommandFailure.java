package io.mapscope.cli.command;

/** A command cannot do its work: one line that says what, which, and what to do about it. */
public final class CommandFailure extends RuntimeException {

  private static final long serialVersionUID = 1L;

  /**
   * A failure found by the command itself.
   *
   * @param line what, which, and what to do, without a line break
   */
  public CommandFailure(String line) {
    super(line);
  }

  /**
   * A failure that something else has caused.
   *
   * @param line what, which, and what to do, without a line break
   * @param cause shown with {@code MAPSCOPE_DEBUG=1} only
   */
  public CommandFailure(String line, Throwable cause) {
    super(line, cause);
  }
}
