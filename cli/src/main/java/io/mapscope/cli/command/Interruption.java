package io.mapscope.cli.command;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/**
 * Lets a long command stop cleanly on Ctrl-C.
 *
 * <p>Implementation note. The JVM answers SIGINT and SIGTERM by running its shutdown hooks while
 * the command goes on; it exits with 130 or 143 once they have returned. So the hook raises a flag
 * and waits until the command has seen it and cleaned up, with a limit, because a command that
 * hangs must not make the JVM immortal. Handling the signal itself would need {@code sun.misc}.
 */
public final class Interruption implements AutoCloseable {

  /** Thrown by {@link #check} to leave the work by the way of its cleanup. */
  public static final class Interrupted extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private Interrupted() {
      super("interrupted");
    }
  }

  /** Exit status of a program that SIGINT has ended, as shells have it. */
  public static final int EXIT = 130;

  /**
   * More than the longest cleanup: leaving another JVM starts three commands there and reads what
   * it still has to tell, some seconds on a machine that has nothing else to do.
   */
  private static final long CLEANUP_LIMIT_SECONDS = 60;

  private static final long POLL_MILLIS = 50;

  private final CountDownLatch cleaned = new CountDownLatch(1);
  private final Thread hook;
  private volatile boolean requested;

  /** For a command that asks {@link #check} often: Ctrl-C waits for its cleanup. */
  public Interruption() {
    hook = new Thread(this::awaitCleanup, "mapscope-interruption");
    Runtime.getRuntime().addShutdownHook(hook);
  }

  /**
   * For a command that cannot be asked to stop: Ctrl-C cleans up in its place.
   *
   * @param cleanup what to do, on another thread
   */
  public Interruption(Runnable cleanup) {
    hook =
        new Thread(
            () -> {
              requested = true;
              cleanup.run();
            },
            "mapscope-interruption");
    Runtime.getRuntime().addShutdownHook(hook);
  }

  /**
   * Whether the user has asked to stop.
   *
   * @return true after Ctrl-C
   */
  public boolean requested() {
    return requested;
  }

  /**
   * To be called often, and not inside of what is measured.
   *
   * @throws Interrupted after Ctrl-C
   */
  public void check() {
    if (requested) {
      throw new Interrupted();
    }
  }

  /**
   * Waits.
   *
   * @param millis how long
   * @throws Interrupted after Ctrl-C
   */
  public void pause(long millis) {
    pauseUnlessRequested(millis);
    check();
  }

  /**
   * Waits, less long when Ctrl-C comes.
   *
   * @param millis how long
   */
  public void pauseUnlessRequested(long millis) {
    long end = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(millis);
    long left = millis;
    while (left > 0 && !requested) {
      LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(Math.min(left, POLL_MILLIS)));
      left = TimeUnit.NANOSECONDS.toMillis(end - System.nanoTime());
    }
  }

  /** Says that the cleanup is done, so that the JVM may exit. */
  @Override
  public void close() {
    cleaned.countDown();
    if (!requested) {
      try {
        Runtime.getRuntime().removeShutdownHook(hook);
      } catch (IllegalStateException alreadyShuttingDown) {
        return;
      }
    }
  }

  private void awaitCleanup() {
    requested = true;
    try {
      cleaned.await(CLEANUP_LIMIT_SECONDS, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
