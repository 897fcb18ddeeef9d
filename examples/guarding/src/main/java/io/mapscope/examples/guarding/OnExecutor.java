package io.mapscope.examples.guarding;

import io.mapscope.map.InstrumentedMap;
import io.mapscope.resilience.Deadline;
import io.mapscope.resilience.OperationAbandonedException;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/**
 * A plain map on which one thread works for all others: they wait until a deadline passes or
 * somebody interrupts them, and know then whether their operation will be done.
 */
public final class OnExecutor {

  private static final int QUEUE = 64;

  private OnExecutor() {}

  /**
   * Runs the example.
   *
   * @param args none
   * @throws InterruptedException if interrupted
   */
  public static void main(String[] args) throws InterruptedException {
    ExecutorService worker =
        new ThreadPoolExecutor(1, 1, 0, TimeUnit.SECONDS, new ArrayBlockingQueue<>(QUEUE));
    InstrumentedMap<String, String> map =
        InstrumentedMap.<String, String>builder().name("sessions").build();
    Map<String, String> hasty =
        Deadline.onExecutor(Duration.ofMillis(100), worker).around("sessions", map);
    Map<String, String> patient =
        Deadline.onExecutor(Duration.ofHours(1), worker).around("sessions", map);
    patient.put("7", "Ann");

    CountDownLatch free = new CountDownLatch(1);
    worker.execute(() -> await(free));
    attempt("put of 8", () -> hasty.put("8", "Bob"));
    cancel(() -> attempt("put of 9", () -> patient.put("9", "Cid")));
    free.countDown();

    CountDownLatch enough = new CountDownLatch(1);
    Runnable slow = () -> hasty.computeIfPresent("7", (key, name) -> await(enough) + name);
    while (!attempt("update of 7", slow)) {
      Thread.onSpinWait(); // The worker of a busy machine has not come to it in time.
    }
    enough.countDown();
    System.out.println(
        "7: %s, 8: %s, 9: %s".formatted(patient.get("7"), patient.get("8"), patient.get("9")));
    worker.shutdown();
  }

  /** Whether the operation was given up, but will be done. */
  private static boolean attempt(String what, Runnable operation) {
    try {
      operation.run();
      System.out.println(what + ": done");
      return false;
    } catch (OperationAbandonedException e) {
      System.out.printf(
          "%s: given up, will be done: %s, cancelled: %s%n",
          what, e.isStillDone(), e.isCancelled());
      return e.isStillDone();
    }
  }

  /** Interrupts the caller, who waits for the worker or is about to. */
  private static void cancel(Runnable call) throws InterruptedException {
    Thread caller = new Thread(call);
    caller.start();
    caller.interrupt();
    caller.join();
  }

  private static String await(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    return "slowly ";
  }
}
