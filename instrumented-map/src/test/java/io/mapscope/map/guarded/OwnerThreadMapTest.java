package io.mapscope.map.guarded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.mapscope.map.InstrumentedMap;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class OwnerThreadMapTest {

  private static final int CAPACITY = 2;

  private final OwnedMap<Integer, String> map =
      GuardedMaps.ownerThread(InstrumentedMap.builder(), "owner-under-test", CAPACITY);

  private final CountDownLatch held = new CountDownLatch(1);

  @AfterEach
  void close() {
    held.countDown();
    map.close();
  }

  private static boolean ownerLives() {
    return Thread.getAllStackTraces().keySet().stream()
        .anyMatch(thread -> thread.getName().equals("owner-under-test"));
  }

  /** Has the owner stand in a function until {@link #held} is counted down. */
  private CompletableFuture<String> holdTheOwner() throws InterruptedException {
    CountDownLatch entered = new CountDownLatch(1);
    CompletableFuture<String> result =
        CompletableFuture.supplyAsync(
            () ->
                map.compute(
                    0,
                    (key, value) -> {
                      entered.countDown();
                      awaitUninterruptibly(held);
                      return "held";
                    }),
            task -> new Thread(task).start());
    entered.await();
    return result;
  }

  private static void awaitUninterruptibly(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  private Thread putter(int key) {
    Thread thread = new Thread(() -> map.put(key, "put"), "putter-" + key);
    thread.start();
    return thread;
  }

  @Test
  void functionsRunOnTheOwnerAndMayLookUpThere() {
    String name = map.compute(1, (key, value) -> Thread.currentThread().getName() + map.get(key));
    assertThat(name).isEqualTo("owner-under-testnull");
  }

  @Test
  void fullQueueHoldsCallersBackUntilThereIsRoom() throws InterruptedException {
    CompletableFuture<String> first = holdTheOwner();
    List<Thread> putters = new ArrayList<>();
    for (int i = 1; i <= 5 * CAPACITY; i++) {
      putters.add(putter(i));
    }
    await()
        .until(
            () ->
                putters.stream()
                    .allMatch(
                        thread ->
                            thread.getState() == Thread.State.WAITING
                                || thread.getState() == Thread.State.TIMED_WAITING));
    held.countDown();
    for (Thread putter : putters) {
      putter.join();
    }
    assertThat(first.join()).isEqualTo("held");
    assertThat(map).hasSize(1 + putters.size());
  }

  @Test
  void interruptedCallerGetsItsResultAndKeepsItsStatus() throws InterruptedException {
    CompletableFuture<String> first = holdTheOwner();
    CompletableFuture<Boolean> status = new CompletableFuture<>();
    Thread caller =
        new Thread(
            () -> {
              map.put(1, "one");
              status.complete(Thread.currentThread().isInterrupted());
            });
    caller.start();
    await().until(() -> caller.getState() == Thread.State.WAITING);
    caller.interrupt();
    held.countDown();
    assertThat(status.join()).isTrue();
    assertThat(map).containsEntry(1, "one");
    assertThat(first.join()).isEqualTo("held");
  }

  @Test
  void whatTheFunctionThrowsIsThrownToItsCaller() {
    RuntimeException own = new UnsupportedOperationException("own");
    assertThatExceptionOfType(UnsupportedOperationException.class)
        .isThrownBy(
            () ->
                map.computeIfAbsent(
                    1,
                    key -> {
                      throw own;
                    }))
        .isSameAs(own);
    assertThatExceptionOfType(AssertionError.class)
        .isThrownBy(
            () ->
                map.computeIfAbsent(
                    1,
                    key -> {
                      throw new AssertionError("an error");
                    }));
    assertThat(map.put(1, "alive")).isNull();
  }

  /** Which a future would take for its own wrapping. */
  @Test
  void completionExceptionOfTheFunctionIsNotUnwrapped() {
    for (RuntimeException own :
        List.of(
            new CompletionException(new IOException("disk")),
            new CompletionException("no cause", null),
            new CancellationException("own"))) {
      assertThatThrownBy(() -> map.compute(1, (key, value) -> thrown(own))).isSameAs(own);
      BoundedWait bounded = (BoundedWait) map;
      long late = System.nanoTime() + TimeUnit.HOURS.toNanos(1);
      assertThatThrownBy(
              () -> bounded.waitingUntil(late, () -> map.compute(1, (key, value) -> thrown(own))))
          .isSameAs(own);
    }
  }

  private static String thrown(RuntimeException own) {
    throw own;
  }

  @Test
  void closeDoesWhatWaitsRefusesWhatComesAndEndsTheThread() throws InterruptedException {
    CompletableFuture<String> first = holdTheOwner();
    Thread waiting = putter(1);
    await().until(() -> waiting.getState() == Thread.State.WAITING);
    Thread closer = new Thread(map::close);
    closer.start();
    await().until(() -> closer.getState() == Thread.State.WAITING);
    assertThatIllegalStateException()
        .isThrownBy(() -> map.get(1))
        .withMessageContaining("owner-under-test");
    held.countDown();
    closer.join();
    waiting.join();
    assertThat(first.join()).isEqualTo("held");
    assertThat(ownerLives()).isFalse();
    map.close();
  }

  @Test
  void ownerMayCloseItsMap() {
    map.compute(
        1,
        (key, value) -> {
          map.close();
          return "last";
        });
    await().until(() -> !ownerLives());
    assertThatIllegalStateException().isThrownBy(() -> map.put(2, "late"));
  }

  @Test
  void callersOfAnOwnerThatDiedAreTold() throws InterruptedException {
    AtomicBoolean die = new AtomicBoolean();
    Error death = new InternalError("no memory for the queue");
    var queue =
        new ArrayBlockingQueue<OwnerThread.Call<Integer, String, ?>>(1) {
          private static final long serialVersionUID = 1;

          @Override
          public OwnerThread.Call<Integer, String, ?> take() throws InterruptedException {
            OwnerThread.Call<Integer, String, ?> next = super.take();
            if (die.get()) {
              add(next);
              Thread.currentThread().setUncaughtExceptionHandler((thread, told) -> {});
              throw death;
            }
            return next;
          }
        };
    OwnerThread<Integer, String> owner =
        new OwnerThread<>(new InstrumentedMap<>(), "owner-that-dies", queue);
    OwnerThreadMap<Integer, String> doomed = new OwnerThreadMap<>(owner);
    doomed.put(1, "one");
    die.set(true);
    assertThatIllegalStateException()
        .isThrownBy(() -> doomed.put(2, "two"))
        .withMessageContaining("died")
        .withCause(death);
    assertThatIllegalStateException().isThrownBy(() -> doomed.get(1)).withCause(death);
    doomed.close();
  }
}
