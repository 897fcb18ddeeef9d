package io.mapscope.map.guarded;

/** An operation on a guarded map was given up while it waited; it has changed nothing. */
public final class WaitAbandonedException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  /** Whether an interrupt was the reason. */
  private final boolean interrupted;

  WaitAbandonedException(boolean interrupted) {
    super(
        interrupted
            ? "interrupted while waiting for the map: the operation is not done"
            : "the map was not free in time: the operation is not done; try again or wait longer");
    this.interrupted = interrupted;
  }

  /**
   * Whether an interrupt has ended the wait.
   *
   * @return true for an interrupt, which the thread's interrupt status still tells; false when time
   *     was up
   */
  public boolean isInterrupted() {
    return interrupted;
  }
}
