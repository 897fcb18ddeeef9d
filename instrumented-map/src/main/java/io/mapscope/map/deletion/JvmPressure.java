package io.mapscope.map.deletion;

import com.sun.management.GarbageCollectionNotificationInfo;
import java.lang.management.GarbageCollectorMXBean;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryPoolMXBean;
import java.lang.management.MemoryType;
import java.lang.management.MemoryUsage;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.List;
import javax.management.ListenerNotFoundException;
import javax.management.Notification;
import javax.management.NotificationEmitter;
import javax.management.NotificationListener;
import javax.management.openmbean.CompositeData;

/**
 * The pressure in this JVM, from its memory pools and the notifications of its collectors.
 *
 * <p>Implementation note. How full the heap is without garbage is known only right after a
 * collection, so the use is that of the oldest generation as the last notification told it, and as
 * the pool tells it until there was one. The oldest generation is the pool of the heap that has a
 * usage threshold, the largest of them. Notifications come on a thread of the JVM, which is kept
 * for the length of a few assignments. Those of concurrent cycles (their collectors' names end with
 * "Cycles") are no pauses.
 *
 * <p>All methods may be called by any thread. Closing ends the notifications.
 */
public final class JvmPressure implements MemoryPressure, AutoCloseable {

  private static final long NANOS_PER_MILLI = 1_000_000;

  private record Pause(long end, long nanos) {}

  private final MemoryPoolMXBean pool;
  private final long windowNanos;
  private final NotificationListener listener = this::collected;
  private final List<NotificationEmitter> emitters = new ArrayList<>();

  // Guarded by this.
  private final Deque<Pause> pauses = new ArrayDeque<>();
  private MemoryUsage afterLast;

  private JvmPressure(MemoryPoolMXBean pool, Duration window) {
    this.pool = pool;
    this.windowNanos = window.toNanos();
  }

  /**
   * Begins to listen.
   *
   * @param window for how long a pause is recent, positive
   * @return the pressure, to be closed
   * @throws IllegalArgumentException if the window is not positive
   */
  public static JvmPressure listen(Duration window) {
    if (window.isZero() || window.isNegative()) {
      throw new IllegalArgumentException("the window must be positive: " + window);
    }
    MemoryPoolMXBean oldest =
        ManagementFactory.getMemoryPoolMXBeans().stream()
            .filter(pool -> pool.getType() == MemoryType.HEAP)
            .max(
                Comparator.comparing(MemoryPoolMXBean::isUsageThresholdSupported)
                    .thenComparing(pool -> limit(pool.getUsage())))
            .orElseThrow(() -> new IllegalStateException("this JVM tells of no heap"));
    JvmPressure pressure = new JvmPressure(oldest, window);
    for (GarbageCollectorMXBean collector : ManagementFactory.getGarbageCollectorMXBeans()) {
      if (collector instanceof NotificationEmitter emitter) {
        emitter.addNotificationListener(pressure.listener, null, null);
        pressure.emitters.add(emitter);
      }
    }
    return pressure;
  }

  private static long limit(MemoryUsage usage) {
    return usage.getMax() > 0 ? usage.getMax() : Runtime.getRuntime().maxMemory();
  }

  private void collected(Notification notification, Object handback) {
    if (!notification
        .getType()
        .equals(GarbageCollectionNotificationInfo.GARBAGE_COLLECTION_NOTIFICATION)) {
      return;
    }
    GarbageCollectionNotificationInfo info =
        GarbageCollectionNotificationInfo.from((CompositeData) notification.getUserData());
    boolean pause = !info.getGcName().endsWith("Cycles");
    collected(
        info.getGcInfo().getMemoryUsageAfterGc().get(pool.getName()),
        pause ? info.getGcInfo().getDuration() * NANOS_PER_MILLI : 0);
  }

  private synchronized void collected(MemoryUsage after, long pauseNanos) {
    if (after != null) {
      afterLast = after;
    }
    pauses.addLast(new Pause(System.nanoTime(), pauseNanos));
    forget();
  }

  private void forget() {
    long now = System.nanoTime();
    while (!pauses.isEmpty() && now - pauses.peekFirst().end > windowNanos) {
      pauses.removeFirst();
    }
  }

  @Override
  public synchronized Reading read() {
    forget();
    MemoryUsage usage = afterLast != null ? afterLast : pool.getUsage();
    long sum = 0;
    long longest = 0;
    for (Pause pause : pauses) {
      sum += pause.nanos;
      longest = Math.max(longest, pause.nanos);
    }
    return new Reading(
        Math.min(1, usage.getUsed() / (double) limit(usage)),
        Math.min(1, sum / (double) windowNanos),
        longest);
  }

  /** Ends the notifications. Idempotent. */
  @Override
  public synchronized void close() {
    emitters.forEach(this::remove);
    emitters.clear();
  }

  private void remove(NotificationEmitter emitter) {
    try {
      emitter.removeNotificationListener(listener);
    } catch (ListenerNotFoundException e) {
      throw new AssertionError("it was added", e);
    }
  }
}
