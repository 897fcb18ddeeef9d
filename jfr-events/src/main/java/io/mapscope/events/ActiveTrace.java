package io.mapscope.events;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;

/**
 * The hook by which the application's active trace reaches the events.
 *
 * <p>Implementation note. The map must not depend on a tracing library, so the library's bridge
 * installs itself here. The hook is asked only for events that are about to be committed, never for
 * operations that are not recorded. Whatever it throws is counted and swallowed: an observer must
 * not fail the program that it observes. Several may be installed, as two exporters may run; the
 * newest is asked, and whichever is closed first leaves the others in place.
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
    /** Takes the source out; the newest of those that are left is asked then. Idempotent. */
    @Override
    void close();
  }

  // Written under the lock, read without: an event at the moment of a change may go either way.
  private static final List<Installed> INSTALLED = new ArrayList<>();
  private static Source newest;

  private static final AtomicLong FAILURES = new AtomicLong();

  private ActiveTrace() {}

  /**
   * Installs a source, which is asked instead of those installed before.
   *
   * @param source what to ask, not null
   * @return closes the installation
   */
  public static Registration install(Source source) {
    if (source == null) {
      throw new NullPointerException("source");
    }
    Installed installed = new Installed(source);
    synchronized (INSTALLED) {
      INSTALLED.add(installed);
      newest = source;
    }
    return installed;
  }

  /**
   * Fills the trace fields of an event that is about to be committed. Never throws.
   *
   * @param event the event, not null
   */
  public static void stamp(MapEvent event) {
    Source source = newest;
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

  private static final class Installed implements Registration {
    private final Source source;

    Installed(Source source) {
      this.source = source;
    }

    @Override
    public void close() {
      synchronized (INSTALLED) {
        INSTALLED.remove(this);
        newest = INSTALLED.isEmpty() ? null : INSTALLED.get(INSTALLED.size() - 1).source;
      }
    }
  }
}
