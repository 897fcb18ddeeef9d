package io.mapscope.flame;

import java.util.Set;
import one.jfr.JfrReader;
import one.jfr.event.ContendedLock;

/**
 * Tells waits for a lock from those for work.
 *
 * <p>Implementation note. The reader gives {@code jdk.JavaMonitorEnter} and {@code jdk.ThreadPark}
 * as one type. A monitor is a lock always; threads park for anything, most of them because they
 * have nothing to do. async-profiler only tells of parks for the locks below, Flight Recorder of
 * all, so the same choice is made for both. A park is known by the innermost frame of its stack.
 */
final class LockWaits {

  private static final Set<String> LOCKS =
      Set.of(
          "java.util.concurrent.locks.ReentrantLock",
          "java.util.concurrent.locks.ReentrantReadWriteLock",
          "java.util.concurrent.Semaphore");
  private static final String PARK = "Unsafe.park";

  private LockWaits() {}

  static boolean isForALock(JfrReader reader, ContendedLock wait) {
    return !Frames.innermost(reader, wait.stackTraceId).endsWith(PARK)
        || LOCKS.contains(outer(Frames.className(reader, wait.classId)));
  }

  /** {@code ReentrantLock$NonfairSync} is a part of the lock. */
  private static String outer(String type) {
    int dollar = type.indexOf('$');
    return dollar < 0 ? type : type.substring(0, dollar);
  }
}
