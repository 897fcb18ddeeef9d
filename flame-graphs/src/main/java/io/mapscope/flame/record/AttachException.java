package io.mapscope.flame.record;

/** A JVM cannot be recorded: one line that says which, why, and what to do about it. */
public final class AttachException extends Exception {

  private static final long serialVersionUID = 1L;

  AttachException(String line) {
    super(line);
  }

  AttachException(String line, Throwable cause) {
    super(line, cause);
  }
}
