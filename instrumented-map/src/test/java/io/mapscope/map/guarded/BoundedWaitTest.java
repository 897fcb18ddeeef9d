package io.mapscope.map.guarded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.mapscope.map.InstrumentedMap;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A call is given up while it waits for another thread that is in the map, and never later. */
@Timeout(60)
class BoundedWaitTest {

  private static final long SHORT = Duration.ofMillis(5).toNanos();
  private static final long LONG = Duration.ofHours(1).toNanos();

  private final CountDownLatch inMap = new CountDownLatch(1);
  private final CountDownLatch leave = new CountDownLatch(1);

  static Stream<Named<Supplier<ConcurrentMap<String, Integer>>>> maps() {
    return Stream.of(
        Named.of("one lock", () -> GuardedMaps.oneLock(InstrumentedMap.builder())),
        Named.of("read-write", () -> GuardedMaps.readWrite(InstrumentedMap.builder())),
        Named.of("striped", () -> GuardedMaps.striped(InstrumentedMap.builder(), 1)),
        Named.of("copy on write", () -> GuardedMaps.copyOnWrite(InstrumentedMap.builder())),
        Named.of("read mostly", () -> GuardedMaps.readMostly(InstrumentedMap.builder())),
        Named.of("owner", () -> GuardedMaps.ownerThread(InstrumentedMap.builder(), "owner", 1)));
  }

  @ParameterizedTest
  @MethodSource("maps")
  void callIsGivenUpWhenTimeIsUpAndChangesNothing(Supplier<ConcurrentMap<String, Integer>> maps)
      throws Exception {
    ConcurrentMap<String, Integer> map = maps.get();
    Thread inside = occupy(map);
    assertThatThrownBy(() -> waiting(map, SHORT, () -> map.put("a", 1)))
        .isInstanceOf(WaitAbandonedException.class)
        .hasMessageContaining("not done");
    leave.countDown();
    inside.join();
    assertThat(map).isEqualTo(Map.of("busy", 1));
    close(map);
  }

  @ParameterizedTest
  @MethodSource("maps")
  void interruptGivesUpAndStaysWithTheThread(Supplier<ConcurrentMap<String, Integer>> maps)
      throws Exception {
    ConcurrentMap<String, Integer> map = maps.get();
    Thread inside = occupy(map);
    AtomicReference<Throwable> thrown = new AtomicReference<>();
    AtomicReference<Boolean> interrupted = new AtomicReference<>();
    Thread caller =
        new Thread(
            () -> {
              try {
                waiting(map, LONG, () -> map.merge("a", 1, Integer::sum));
              } catch (WaitAbandonedException e) {
                thrown.set(e);
              }
              interrupted.set(Thread.currentThread().isInterrupted());
            });
    caller.start();
    await()
        .pollDelay(Duration.ZERO)
        .pollInterval(Duration.ofMillis(1))
        .until(() -> caller.getState() == Thread.State.TIMED_WAITING);
    caller.interrupt();
    caller.join();
    assertThat(thrown.get())
        .isInstanceOfSatisfying(
            WaitAbandonedException.class, e -> assertThat(e.isInterrupted()).isTrue());
    assertThat(interrupted.get()).isTrue();
    leave.countDown();
    inside.join();
    assertThat(map).isEqualTo(Map.of("busy", 1));
    close(map);
  }

  @ParameterizedTest
  @MethodSource("maps")
  void whatHasBegunComesToItsEnd(Supplier<ConcurrentMap<String, Integer>> maps) throws Exception {
    ConcurrentMap<String, Integer> map = maps.get();
    AtomicReference<Integer> result = new AtomicReference<>();
    Thread caller =
        new Thread(
            () -> result.set(waiting(map, LONG, () -> map.compute("a", (k, v) -> occupied(7)))));
    caller.start();
    inMap.await();
    caller.interrupt();
    leave.countDown();
    caller.join();
    assertThat(result.get()).isEqualTo(7);
    assertThat(map).isEqualTo(Map.of("a", 7));
    close(map);
  }

  @ParameterizedTest
  @MethodSource("maps")
  void boundIsThatOfOneMapAndOver(Supplier<ConcurrentMap<String, Integer>> maps) throws Exception {
    ConcurrentMap<String, Integer> map = maps.get();
    ConcurrentMap<String, Integer> other = GuardedMaps.oneLock(InstrumentedMap.builder());
    waiting(other, System.nanoTime() - LONG, () -> other.put("b", 1));
    Thread inside = occupy(map);
    Thread caller = new Thread(() -> waiting(other, -LONG, () -> map.put("a", 1)));
    caller.start();
    await()
        .pollDelay(Duration.ZERO)
        .pollInterval(Duration.ofMillis(1))
        .until(
            () -> {
              Thread.State state = caller.getState();
              return state == Thread.State.WAITING || state == Thread.State.TIMED_WAITING;
            });
    leave.countDown();
    caller.join();
    inside.join();
    assertThat(map).containsOnlyKeys("busy", "a");
    close(map);
  }

  private static <R> R waiting(ConcurrentMap<?, ?> map, long nanos, Supplier<R> call) {
    return ((BoundedWait) map).waitingUntil(System.nanoTime() + nanos, call);
  }

  private Thread occupy(ConcurrentMap<String, Integer> map) throws InterruptedException {
    Thread inside = new Thread(() -> map.compute("busy", (k, v) -> occupied(1)));
    inside.start();
    inMap.await();
    return inside;
  }

  private int occupied(int value) {
    inMap.countDown();
    boolean interrupted = false;
    while (true) {
      try {
        leave.await();
        break;
      } catch (InterruptedException e) {
        interrupted = true;
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
    return value;
  }

  private static void close(ConcurrentMap<?, ?> map) {
    if (map instanceof OwnedMap<?, ?> owned) {
      owned.close();
    }
  }
}
