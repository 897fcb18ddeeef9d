package io.mapscope.otel.source;

import java.io.IOException;

/** A source that cannot be read. The message is one line: what, which, and what to do. */
public final class SourceException extends IOException {

  private static final long serialVersionUID = 1L;

  SourceException(String line) {
    super(line);
  }

  SourceException(String line, Throwable cause) {
    super(line, cause);
  }

  /** What to say of something that was thrown elsewhere, on one line. */
  static String reason(Throwable failure) {
    String message = failure.getMessage();
    return message == null || message.isBlank()
        ? failure.getClass().getSimpleName()
        : message.lines().findFirst().orElse("").strip();
  }
}
