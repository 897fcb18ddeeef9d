package io.mapscope.resilience;

/**
 * A caller has not waited for the end of its operation: its deadline has passed, or it was told.
 */
public final class OperationAbandonedException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  /** Whether the operation will still be done. */
  private final boolean stillDone;

  /** Whether an interrupt was the reason. */
  private final boolean cancelled;

  OperationAbandonedException(String message, boolean stillDone, boolean cancelled) {
    super(message);
    this.stillDone = stillDone;
    this.cancelled = cancelled;
  }

  /**
   * Whether the operation goes on without its caller.
   *
   * @return true when it had begun and will come to its end; false when it had not, never will, and
   *     has changed nothing
   */
  public boolean isStillDone() {
    return stillDone;
  }

  /**
   * Whether the caller was interrupted.
   *
   * @return true when an interrupt has ended the wait, which the thread's interrupt status still
   *     tells; false when the deadline has passed
   */
  public boolean isCancelled() {
    return cancelled;
  }
}
