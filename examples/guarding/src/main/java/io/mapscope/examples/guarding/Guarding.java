package io.mapscope.examples.guarding;

import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import io.mapscope.map.InstrumentedMap;
import io.mapscope.map.guarded.GuardedMaps;
import io.mapscope.resilience.AuditLog;
import io.mapscope.resilience.Breaker;
import io.mapscope.resilience.BreakerOpenException;
import io.mapscope.resilience.Deadline;
import io.mapscope.resilience.OperationAbandonedException;
import io.mapscope.resilience.ServiceLevel;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.CountDownLatch;
import org.slf4j.LoggerFactory;

/**
 * Sessions behind an audit log, a breaker and a deadline, while somebody keeps the map for long.
 */
public final class Guarding {

  private static final int SECRET_BYTES = 32;
  private static final int WINDOW = 10;

  private Guarding() {}

  /**
   * Runs the example.
   *
   * @param args none
   * @throws InterruptedException if interrupted
   */
  public static void main(String[] args) throws InterruptedException {
    byte[] secret = new byte[SECRET_BYTES];
    new SecureRandom().nextBytes(secret); // A real one stays the same, and is kept elsewhere.
    ConcurrentMap<String, String> behind =
        GuardedMaps.oneLock(InstrumentedMap.<String, String>builder().name("sessions"));
    CircuitBreaker breaker =
        CircuitBreaker.of(
            "sessions",
            new ServiceLevel(0.999, Duration.ofSeconds(1))
                .breakerConfig()
                .slidingWindowSize(WINDOW)
                .minimumNumberOfCalls(WINDOW)
                .permittedNumberOfCallsInHalfOpenState(2)
                .waitDurationInOpenState(Duration.ofMillis(100))
                .build());
    ConcurrentMap<String, String> sessions =
        AuditLog.of(LoggerFactory.getLogger("audit"), () -> "ann", secret)
            .onlyWrites()
            .around(
                "sessions",
                Breaker.of(breaker)
                    .orElse(key -> "a guest")
                    .around(
                        "sessions",
                        Deadline.bounded(Duration.ofMillis(10)).around("sessions", behind)));

    sessions.put("7", "Ann");
    System.out.println("session 7: " + sessions.get("7"));

    CountDownLatch entered = new CountDownLatch(1);
    CountDownLatch leave = new CountDownLatch(1);
    Thread slow = new Thread(() -> behind.compute("slow", (k, v) -> keepUntil(entered, leave)));
    slow.start();
    entered.await();
    while (breaker.getState() == CircuitBreaker.State.CLOSED) {
      tryToPut(sessions);
    }
    tryToPut(sessions);
    System.out.println("session 7, meanwhile: " + sessions.get("7"));
    leave.countDown();
    slow.join();

    while (breaker.getState() != CircuitBreaker.State.CLOSED) {
      sessions.get("7"); // Goes through when the breaker has waited.
      Thread.onSpinWait();
    }
    System.out.println(
        "session 7, again: " + sessions.get("7") + "; session 8: " + sessions.get("8"));
  }

  private static void tryToPut(ConcurrentMap<String, String> sessions) {
    try {
      sessions.put("8", "Bob");
    } catch (OperationAbandonedException | BreakerOpenException e) {
      System.out.println(e.getMessage());
    }
  }

  private static String keepUntil(CountDownLatch entered, CountDownLatch leave) {
    entered.countDown();
    try {
      leave.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    return "slow";
  }
}
