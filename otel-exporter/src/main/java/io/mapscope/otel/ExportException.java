package io.mapscope.otel;

/**
 * An export that could not begin or did not succeed. The message is one line that names the thing
 * and the remedy, fit to be shown to a user.
 */
public final class ExportException extends Exception {

  private static final long serialVersionUID = 1L;

  /**
   * An exception with its one line.
   *
   * @param message what happened to what, and what to do
   */
  public ExportException(String message) {
    super(message);
  }

  /**
   * An exception with its one line and what lies behind it.
   *
   * @param message what happened to what, and what to do
   * @param cause what was thrown
   */
  public ExportException(String message, Throwable cause) {
    super(message, cause);
  }
}
