package io.mapscope.attach;

import java.io.IOException;

/**
 * A JVM cannot be observed. The message is one line: which, why, and what to do about it.
 *
 * <p>Also for those who do more with a JVM than to attach to it.
 */
public final class AttachException extends IOException {

  private static final long serialVersionUID = 1L;

  /**
   * A failure of our own finding.
   *
   * @param line the message, not null
   */
  public AttachException(String line) {
    super(line);
  }

  /**
   * A failure that was thrown elsewhere.
   *
   * @param line the message, not null
   * @param cause what was thrown, not null
   */
  public AttachException(String line, Throwable cause) {
    super(line, cause);
  }

  /**
   * What to say in a message of something that was thrown elsewhere.
   *
   * @param failure what was thrown, not null
   * @return the first line of its message, or the name of its class when it has none
   */
  public static String reason(Throwable failure) {
    String message = failure.getMessage();
    return message == null || message.isBlank()
        ? failure.getClass().getSimpleName()
        : message.strip().lines().findFirst().orElseThrow();
  }
}
