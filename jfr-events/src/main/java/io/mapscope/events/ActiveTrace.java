package io.mapscope.events;

import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;

/**
 * The hook by which the application's active trace reaches the events.
 *
 * <p>Implementation note. The map must not depend on a tracing library, so the library's bridge
 * installs itself here. The hook is asked only for events that are about to be committed, never for
 * operations that are not recorded. Whatever it throws is counted and swallowed: an observer must
 * not fail the program that it observes.
 *
 * <p>All methods may be called from any thread.
 */
public final class ActiveTrace {

  /** Supplies the trace that is active on the calling thread. */
  @FunctionalInterface
  public interface Source {
    /**
     * Calls {@link MapEvent#setTrace} when a trace is active on this thread, else does nothing.
     * Called on the thread of the map operation: must be quick and must not block.
     *
     * @param event the event that is about to be committed
     */
    void describe(MapEvent event);
  }

  /** An installed source; closing takes it out. */
  public interface Registration extends AutoCloseable {
    /** Takes the source out, unless another one has replaced it since. Idempotent. */
    @Override
    void close();
  }

  private static final AtomicReference<Source> SOURCE = new AtomicReference<>();
  private static final AtomicLong FAILURES = new AtomicLong();

  private ActiveTrace() {}

  /**
   * Installs the source, in place of an earlier one.
   *
   * @param source what to ask, not null
   * @return closes the installation
   */
  public static Registration install(Source source) {
    if (source == null) {
      throw new NullPointerException("source");
    }
    SOURCE.set(source);
    return () -> SOURCE.compareAndSet(source, null);
  }

  /**
   * Fills the trace fields of an event that is about to be committed. Never throws.
   *
   * @param event the event, not null
   */
  public static void stamp(MapEvent event) {
    Source source = SOURCE.getPlain();
    if (source == null) {
      return;
    }
    try {
      source.describe(event);
    } catch (Throwable failure) {
      FAILURES.incrementAndGet();
    }
  }

  /**
   * How often a source has thrown since the JVM started.
   *
   * @return the count of events that went without a trace for it
   */
  public static long failures() {
    return FAILURES.get();
  }
}
