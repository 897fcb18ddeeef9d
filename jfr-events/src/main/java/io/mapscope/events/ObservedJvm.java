package io.mapscope.events;

import java.lang.management.ManagementFactory;
import java.security.SecureRandom;

/**
 * What tells a JVM from all others.
 *
 * @param identity a random number drawn once per JVM; start time and process id alone would not do,
 *     as containers share both
 * @param startMillis when the JVM started, in milliseconds since the epoch
 * @param pid its process id
 */
public record ObservedJvm(long identity, long startMillis, long pid) {

  /**
   * The JVM that asks.
   *
   * @return the same each time
   */
  public static ObservedJvm current() {
    return Current.JVM;
  }

  /** Read on first use only: the management bean is slow to load. */
  private static final class Current {
    static final ObservedJvm JVM =
        new ObservedJvm(
            new SecureRandom().nextLong(),
            ManagementFactory.getRuntimeMXBean().getStartTime(),
            ProcessHandle.current().pid());
  }
}
