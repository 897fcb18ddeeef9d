package io.mapscope.examples.deleting;

import io.mapscope.map.InstrumentedMap;
import io.mapscope.map.deletion.DeletionBus;
import io.mapscope.map.deletion.DeletionCause;
import io.mapscope.map.deletion.NotifyingMap;
import io.mapscope.map.guarded.GuardedMaps;
import java.time.Duration;
import java.util.List;

/** Connections are closed a moment after they have left the pool, whatever a broken log does. */
public final class Listening {

  private Listening() {}

  /**
   * Runs the example.
   *
   * @param args none
   */
  public static void main(String[] args) {
    DeletionBus<String, String> closing =
        DeletionBus.<String, String>to(
                batch ->
                    batch.forEach(
                        gone -> System.out.println("close " + gone.value() + ": " + gone.cause())))
            .name("close-connections")
            .grace(Duration.ofMillis(20))
            .start();
    DeletionBus<String, String> log =
        DeletionBus.<String, String>to(
                batch -> {
                  throw new IllegalStateException("the log is away");
                })
            .fallback(batch -> System.out.println("not logged: " + batch.size()))
            .grace(Duration.ofMillis(10))
            .start();
    try (closing;
        log) {
      NotifyingMap<String, String> pool =
          new NotifyingMap<>(
              GuardedMaps.striped(InstrumentedMap.<String, String>builder().name("pool"), 4),
              List.of(closing, log));
      pool.put("db", "connection 1");
      pool.put("db", "connection 2");
      pool.remove("db");
      pool.put("mail", "connection 3");
      pool.remove("mail", DeletionCause.EVICTED);
      System.out.println("pool: " + pool);
    }
    System.out.println("failures of the log: " + log.failures());
  }
}
