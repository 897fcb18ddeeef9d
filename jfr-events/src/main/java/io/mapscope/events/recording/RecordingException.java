package io.mapscope.events.recording;

import java.io.IOException;

/**
 * A file that is no whole recording. The message is one line that names the file and the remedy,
 * fit to be shown to a user.
 */
public final class RecordingException extends IOException {

  private static final long serialVersionUID = 1L;

  RecordingException(String message) {
    super(message);
  }

  RecordingException(String message, Throwable cause) {
    super(message, cause);
  }
}
