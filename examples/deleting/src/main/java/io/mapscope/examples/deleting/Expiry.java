package io.mapscope.examples.deleting;

import io.mapscope.map.InstrumentedMap;
import io.mapscope.map.deletion.ExpiringMap;
import io.mapscope.map.deletion.Timed;
import io.mapscope.map.guarded.GuardedMaps;
import java.time.Duration;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.TimeUnit;

/** Sessions that live for a moment, and one that lives longer. */
public final class Expiry {

  private static final int SESSIONS = 10_000;
  private static final Duration AGE = Duration.ofMillis(300);

  private Expiry() {}

  /**
   * Runs the example.
   *
   * @param args none
   */
  public static void main(String[] args) throws InterruptedException {
    ConcurrentMap<Integer, Timed<String>> stored =
        GuardedMaps.striped(InstrumentedMap.<Integer, Timed<String>>builder().name("sessions"), 16);
    ExpiringMap<Integer, String> sessions = new ExpiringMap<>(stored, AGE);
    for (int i = 0; i < SESSIONS; i++) {
      sessions.put(i, "session " + i);
    }
    sessions.put(-1, "remembered", Duration.ofHours(1));
    TimeUnit.MILLISECONDS.sleep(2 * AGE.toMillis());
    System.out.printf("session 7: %s; remembered: %s%n", sessions.get(7), sessions.get(-1));
    int before = stored.size();
    sessions.put(-2, "new");
    System.out.printf("one write took %d away%n", before + 1 - stored.size());
    int slices = 1;
    while (sessions.expire(1_000) == 1_000) {
      slices++;
    }
    System.out.printf("%d slices later %d are left%n", slices, stored.size());
  }
}
