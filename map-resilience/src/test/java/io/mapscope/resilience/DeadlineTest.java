package io.mapscope.resilience;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.mapscope.map.InstrumentedMap;
import io.mapscope.map.guarded.GuardedMaps;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class DeadlineTest {

  private static final Duration SHORT = Duration.ofMillis(5);
  private static final Duration LONG = Duration.ofHours(1);

  private final AtomicLong now = new AtomicLong();
  private final CountDownLatch entered = new CountDownLatch(1);
  private final CountDownLatch leave = new CountDownLatch(1);
  private final ExecutorService owner = Executors.newSingleThreadExecutor();

  @AfterEach
  void endOwner() {
    leave.countDown();
    owner.shutdown();
  }

  @Test
  void observedOperationThatIsLateIsDoneAndCounted() {
    Deadline deadline = Deadline.observed(Duration.ofMillis(1), now::get);
    Map<String, Integer> map = deadline.around("orders", new HashMap<>());
    assertThat(map.computeIfAbsent("a", key -> taking(1_000_000, 1))).isEqualTo(1);
    assertThat(deadline.misses()).isZero();
    assertThat(map.computeIfAbsent("b", key -> taking(1_000_001, 2))).isEqualTo(2);
    assertThat(deadline.misses()).isEqualTo(1);
    assertThat(map).isEqualTo(Map.of("a", 1, "b", 2));
  }

  @Test
  void lateFailureIsThrownAsItIsAndCounted() {
    Deadline deadline = Deadline.observed(Duration.ofMillis(1), now::get);
    Map<String, Integer> map = deadline.around("orders", new HashMap<>());
    IllegalStateException own = new IllegalStateException();
    assertThatThrownBy(
            () ->
                map.compute(
                    "a",
                    (k, v) -> {
                      now.addAndGet(2_000_000);
                      throw own;
                    }))
        .isSameAs(own);
    assertThat(deadline.misses()).isEqualTo(1);
  }

  private int taking(long nanos, int value) {
    now.addAndGet(nanos);
    return value;
  }

  @Test
  void boundedOperationThatFindsTheMapTakenIsNeverDone() throws Exception {
    ConcurrentMap<String, Integer> behind = GuardedMaps.oneLock(InstrumentedMap.builder());
    Deadline deadline = Deadline.bounded(SHORT);
    ConcurrentMap<String, Integer> map = deadline.around("orders", behind);
    Thread inside = new Thread(() -> behind.compute("busy", (k, v) -> occupied()));
    inside.start();
    entered.await();
    assertThat(abandoned(() -> map.put("a", 1)))
        .hasMessage(
            "put on the map 'orders' has missed its deadline of 5000 us: it is not done and never"
                + " will be; try again or allow more time")
        .satisfies(e -> assertThat(e.isStillDone()).isFalse())
        .satisfies(e -> assertThat(e.isCancelled()).isFalse());
    leave.countDown();
    inside.join();
    assertThat(map).isEqualTo(Map.of("busy", 7));
    assertThat(deadline.misses()).isEqualTo(1);
  }

  @Test
  void boundedDeadlineNeedsAGuardedMap() {
    assertThatThrownBy(() -> Deadline.bounded(SHORT).around("orders", new HashMap<>()))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "the map 'orders' is a java.util.HashMap, whose waits have no bound; use a guarded map"
                + " or an observed deadline");
  }

  @Test
  void operationThatTheExecutorHasNotBegunIsNeverDone() {
    Queue<Runnable> queue = new ArrayDeque<>();
    Map<String, Integer> behind = new HashMap<>();
    Map<String, Integer> map = Deadline.onExecutor(SHORT, queue::add).around("orders", behind);
    OperationAbandonedException thrown = abandoned(() -> map.put("a", 1));
    assertThat(thrown.isStillDone()).isFalse();
    queue.remove().run();
    assertThat(behind).isEmpty();
  }

  @Test
  void operationThatHasBegunGoesOnWithoutItsCaller() {
    Map<String, Integer> behind = new HashMap<>();
    Deadline deadline = Deadline.onExecutor(SHORT, owner);
    // Its caller may have gone before the beginning when the machine is busy: then once more.
    Map<String, Integer> map = deadline.around("orders", behind);
    OperationAbandonedException thrown = abandoned(() -> map.compute("a", (k, v) -> occupied()));
    while (!thrown.isStillDone()) {
      thrown = abandoned(() -> map.compute("a", (k, v) -> occupied()));
    }
    assertThat(thrown).hasMessageContaining("it has begun and will be done");
    leave.countDown();
    Map<String, Integer> patient = Deadline.onExecutor(LONG, owner).around("orders", behind);
    assertThat(patient.get("a")).isEqualTo(7);
    assertThat(deadline.misses()).isPositive();
  }

  @Test
  void interruptCancelsWhatHasNotBegun() throws Exception {
    Queue<Runnable> queue = new ArrayDeque<>();
    Map<String, Integer> behind = new HashMap<>();
    Map<String, Integer> map = Deadline.onExecutor(LONG, queue::add).around("orders", behind);
    AtomicReference<OperationAbandonedException> thrown = new AtomicReference<>();
    AtomicReference<Boolean> interrupted = new AtomicReference<>();
    Thread caller =
        new Thread(
            () -> {
              thrown.set(abandoned(() -> map.put("a", 1)));
              interrupted.set(Thread.currentThread().isInterrupted());
            });
    caller.start();
    await().until(() -> caller.getState() == Thread.State.TIMED_WAITING);
    caller.interrupt();
    caller.join();
    assertThat(thrown.get().isCancelled()).isTrue();
    assertThat(thrown.get().isStillDone()).isFalse();
    assertThat(interrupted.get()).isTrue();
    queue.remove().run();
    assertThat(behind).isEmpty();
  }

  @Test
  void functionOnTheExecutorMayUseTheMap() {
    Map<String, Integer> map =
        Deadline.onExecutor(LONG, owner).around("orders", new HashMap<>(Map.of("a", 1)));
    assertThat(map.computeIfAbsent("b", key -> map.get("a") + 1)).isEqualTo(2);
  }

  @Test
  void refusalAndFailureReachTheCallerAsTheyAre() {
    Map<String, Integer> refused =
        Deadline.onExecutor(
                LONG,
                task -> {
                  throw new RejectedExecutionException("full");
                })
            .around("orders", new HashMap<>());
    assertThatThrownBy(() -> refused.get("a")).isInstanceOf(RejectedExecutionException.class);
    Map<String, Integer> map = Deadline.onExecutor(LONG, owner).around("orders", Map.of());
    assertThatThrownBy(() -> map.put("a", 1)).isInstanceOf(UnsupportedOperationException.class);
  }

  /** Which a future would take for its own wrapping. */
  @Test
  void completionExceptionOfTheFunctionIsNotUnwrapped() {
    Map<String, Integer> map = Deadline.onExecutor(LONG, owner).around("orders", new HashMap<>());
    for (RuntimeException own :
        List.of(
            new CompletionException(new IOException("disk")),
            new CompletionException("no cause", null),
            new CancellationException("own"))) {
      assertThatThrownBy(() -> map.compute("a", (key, value) -> thrown(own))).isSameAs(own);
    }
  }

  private static Integer thrown(RuntimeException own) {
    throw own;
  }

  @Test
  void iterationOnAnExecutorGoesOverACopyAndWritesByKey() {
    Map<String, Integer> behind = new HashMap<>(Map.of("a", 1, "b", 2, "c", 3));
    Map<String, Integer> map = Deadline.onExecutor(LONG, owner).around("orders", behind);
    Iterator<Map.Entry<String, Integer>> entries = map.entrySet().iterator();
    while (entries.hasNext()) {
      Map.Entry<String, Integer> entry = entries.next();
      map.put("new " + entry.getKey(), 0);
      entry.setValue(entry.getValue() * 10);
    }
    map.keySet().removeIf(key -> key.startsWith("new"));
    assertThat(behind).isEqualTo(Map.of("a", 10, "b", 20, "c", 30));
  }

  @Test
  void deadlineMustBePositive() {
    assertThatThrownBy(() -> Deadline.observed(Duration.ZERO))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("positive");
  }

  private static OperationAbandonedException abandoned(ThrowingCallable call) {
    try {
      call.call();
    } catch (OperationAbandonedException e) {
      return e;
    } catch (Throwable e) {
      throw new AssertionError(e);
    }
    throw new AssertionError("it was done");
  }

  private int occupied() {
    entered.countDown();
    try {
      leave.await();
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
    return 7;
  }
}
