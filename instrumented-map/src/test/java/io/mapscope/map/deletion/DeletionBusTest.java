package io.mapscope.map.deletion;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.awaitility.Awaitility.await;

import io.mapscope.map.InstrumentedMap;
import io.mapscope.map.guarded.GuardedMaps;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class DeletionBusTest {

  private static final Duration LONG = Duration.ofDays(1);

  private final Received<String, Integer> listener = new Received<>();
  private final Received<String, Integer> fallback = new Received<>();
  private final List<DeletionBus<?, ?>> started = new ArrayList<>();

  @AfterEach
  void close() {
    started.forEach(DeletionBus::close);
  }

  private <K, V> NotifyingMap<K, V> map(DeletionBusBuilder<K, V> bus) {
    return map(List.of(bus));
  }

  private <K, V> NotifyingMap<K, V> map(List<DeletionBusBuilder<K, V>> buses) {
    List<DeletionBus<K, V>> made = buses.stream().map(DeletionBusBuilder::start).toList();
    started.addAll(made);
    return new NotifyingMap<>(
        GuardedMaps.striped(InstrumentedMap.<K, V>builder().name("told"), 4), made);
  }

  private DeletionBus<?, ?> bus() {
    return started.get(0);
  }

  @Test
  void eachDeletionHasItsCause() {
    NotifyingMap<String, Integer> map = map(DeletionBus.to(listener));
    map.put("a", 1);
    map.put("a", 2);
    map.merge("a", 10, Integer::sum);
    map.remove("a");
    map.remove("a");
    map.put("b", 3);
    map.remove("b", DeletionCause.EVICTED);
    map.put("c", 4);
    map.compute("c", (key, value) -> null);
    map.put("d", 5);
    map.putIfAbsent("d", 6);
    map.clear();
    bus().close();
    assertThat(listener.told())
        .containsExactly(
            "a=1 REPLACED",
            "a=2 REPLACED",
            "a=12 EXPLICIT",
            "b=3 EVICTED",
            "c=4 EXPLICIT",
            "d=5 INVALIDATED");
    assertThat(fallback.all()).isEmpty();
  }

  @Test
  void writeThatFailsInTheMapIsNotTold() {
    ConcurrentMap<String, Integer> failing =
        new ConcurrentHashMap<>(Map.of("a", 1)) {
          private static final long serialVersionUID = 1;

          @Override
          public Integer compute(
              String key,
              java.util.function.BiFunction<? super String, ? super Integer, ? extends Integer> f) {
            Integer unused = f.apply(key, get(key));
            throw new IllegalStateException("full");
          }
        };
    DeletionBus<String, Integer> bus = DeletionBus.to(listener).fallback(fallback).start();
    started.add(bus);
    NotifyingMap<String, Integer> map = new NotifyingMap<>(failing, List.of(bus));
    assertThatIllegalStateException().isThrownBy(() -> map.put("a", 2)).withMessage("full");
    await().until(() -> bus.pending() == 0);
    assertThat(listener.all()).isEmpty();
  }

  @Test
  void orderIsKeptForEachKeyWhateverTheThreads() throws Exception {
    long seed = Long.getLong("mapscope.seed", System.nanoTime());
    Received<Integer, Long> received = new Received<>();
    NotifyingMap<Integer, Long> map = map(DeletionBus.to(received).patience(LONG).capacity(8));
    AtomicLong versions = new AtomicLong();
    List<Thread> writers = new ArrayList<>();
    for (int i = 0; i < 4; i++) {
      SplittableRandom random = new SplittableRandom(seed + i);
      Thread writer =
          new Thread(
              () -> {
                for (int n = 0; n < 5_000; n++) {
                  // The version is drawn while the key is locked, so versions of a key ascend.
                  map.compute(random.nextInt(3), (k, v) -> versions.incrementAndGet());
                }
              });
      writers.add(writer);
      writer.start();
    }
    for (Thread writer : writers) {
      writer.join();
    }
    bus().close();
    assertThat(received.all()).hasSize(20_000 - 3);
    Map<Integer, Long> last = new HashMap<>();
    for (Deletion<Integer, Long> deletion : received.all()) {
      assertThat(last.getOrDefault(deletion.key(), 0L))
          .as("seed %d", seed)
          .isLessThan(deletion.value());
      last.put(deletion.key(), deletion.value());
    }
  }

  @Test
  void batchesAreFilledUpToTheirSize() {
    CountDownLatch begun = new CountDownLatch(1);
    CountDownLatch goOn = new CountDownLatch(1);
    NotifyingMap<String, Integer> map =
        map(
            DeletionBus.<String, Integer>to(
                    batch -> {
                      listener.deleted(batch);
                      begun.countDown();
                      goOn.await();
                    })
                .batchSize(10));
    map.put("k", 0);
    map.put("k", 1);
    await().until(() -> begun.getCount() == 0);
    for (int i = 2; i <= 26; i++) {
      map.put("k", i);
    }
    goOn.countDown();
    bus().close();
    assertThat(listener.batches).extracting(List::size).containsExactly(1, 10, 10, 5);
  }

  @Test
  void listenerIsToldOnlyAfterTheGracePeriod() {
    AtomicLong clock = new AtomicLong();
    NotifyingMap<String, Integer> map =
        map(DeletionBus.to(listener).grace(Duration.ofNanos(1_000)).clock(clock::get));
    map.put("a", 1);
    map.remove("a");
    clock.set(600);
    map.put("b", 2);
    map.remove("b");
    clock.set(999);
    await().during(Duration.ofMillis(50)).until(() -> listener.all().isEmpty());
    clock.set(1_000);
    await().until(() -> listener.told().equals(List.of("a=1 EXPLICIT")));
    clock.set(1_600);
    await().until(() -> listener.told().equals(List.of("a=1 EXPLICIT", "b=2 EXPLICIT")));
  }

  @Test
  void fullBusHoldsTheWriterBackButNobodyElse() throws Exception {
    Semaphore turns = new Semaphore(0);
    NotifyingMap<String, Integer> map =
        map(
            DeletionBus.<String, Integer>to(
                    batch -> {
                      turns.acquire();
                      listener.deleted(batch);
                    })
                .fallback(fallback)
                .capacity(2)
                .batchSize(1)
                .patience(LONG));
    map.put("k", 0);
    map.put("k", 1);
    map.put("k", 2);
    Thread writer = new Thread(() -> map.put("k", 3));
    writer.start();
    await().until(() -> writer.getState() == Thread.State.TIMED_WAITING);
    assertThat(map.get("k")).as("it waits before it writes").isEqualTo(2);
    turns.release();
    writer.join();
    assertThat(map.get("k")).isEqualTo(3);
    turns.release(10);
    bus().close();
    assertThat(listener.told()).containsExactly("k=0 REPLACED", "k=1 REPLACED", "k=2 REPLACED");
    assertThat(fallback.all()).isEmpty();
  }

  @Test
  void listenerThatHangsCostsOnePatienceAndHarmsNobody() {
    CountDownLatch never = new CountDownLatch(1);
    Received<String, Integer> other = new Received<>();
    NotifyingMap<String, Integer> map =
        map(
            List.of(
                DeletionBus.<String, Integer>to(batch -> never.await())
                    .fallback(fallback)
                    .capacity(4)
                    .patience(Duration.ofMillis(20))
                    .closeTimeout(Duration.ofMillis(50)),
                DeletionBus.to(other)));
    long before = System.nanoTime();
    for (int i = 0; i <= 1_000; i++) {
      map.put("k", i);
    }
    // A patience each would be 20 s.
    assertThat(System.nanoTime() - before).isLessThan(Duration.ofSeconds(15).toNanos());
    started.forEach(DeletionBus::close);
    assertThat(other.all()).hasSize(1_000);
    // The hanging listener is interrupted and throws, so even its batch falls back.
    await().until(() -> fallback.all().size() == 1_000);
    assertThat(fallback.all()).extracting(Deletion::value).doesNotHaveDuplicates();
  }

  @Test
  void busThatWasAwayComesBack() {
    CountDownLatch back = new CountDownLatch(1);
    NotifyingMap<String, Integer> map =
        map(
            DeletionBus.<String, Integer>to(
                    batch -> {
                      back.await();
                      listener.deleted(batch);
                    })
                .fallback(fallback)
                .capacity(1)
                .patience(Duration.ZERO));
    map.put("k", 0);
    map.put("k", 1);
    map.put("k", 2);
    assertThat(fallback.told()).isNotEmpty();
    back.countDown();
    await().until(() -> bus().pending() == 0);
    int fellBack = fallback.all().size();
    map.put("l", 0);
    map.remove("l");
    bus().close();
    assertThat(listener.told()).endsWith("l=0 EXPLICIT");
    assertThat(fallback.all()).hasSize(fellBack);
  }

  @Test
  void listenerThatThrowsLosesItsBatchToTheFallbackAndGoesOn() {
    NotifyingMap<String, Integer> map =
        map(
            DeletionBus.<String, Integer>to(
                    batch -> {
                      if (batch.get(0).value() == 1) {
                        throw new StackOverflowError("own");
                      }
                      listener.deleted(batch);
                    })
                .batchSize(1)
                .fallback(
                    batch -> {
                      fallback.deleted(batch);
                      throw new IllegalStateException("this one too");
                    }));
    for (int i = 0; i <= 3; i++) {
      map.put("k", i);
    }
    bus().close();
    assertThat(listener.all()).extracting(Deletion::value).containsExactly(0, 2);
    assertThat(fallback.all()).extracting(Deletion::value).containsExactly(1);
    assertThat(bus().failures()).isEqualTo(2);
    assertThat(bus().delivered()).isEqualTo(2);
    assertThat(bus().fellBack()).isEqualTo(1);
  }

  @Test
  void closedBusFallsBackOnTheThreadOfTheWriter() {
    List<Thread> threads = new ArrayList<>();
    NotifyingMap<String, Integer> map =
        map(
            DeletionBus.to(listener)
                .fallback(
                    batch -> {
                      threads.add(Thread.currentThread());
                      fallback.deleted(batch);
                    }));
    bus().close();
    bus().close();
    map.put("k", 0);
    map.remove("k");
    assertThat(fallback.told()).containsExactly("k=0 EXPLICIT");
    assertThat(threads).containsExactly(Thread.currentThread());
    assertThat(listener.all()).isEmpty();
  }

  @Test
  void writerThatWaitsWhileTheBusClosesIsNotForgotten() throws Exception {
    CountDownLatch goOn = new CountDownLatch(1);
    NotifyingMap<String, Integer> map =
        map(
            DeletionBus.<String, Integer>to(
                    batch -> {
                      goOn.await();
                      listener.deleted(batch);
                    })
                .fallback(fallback)
                .capacity(1)
                .patience(LONG)
                .closeTimeout(LONG));
    map.put("k", 0);
    map.put("k", 1);
    Thread writer = new Thread(() -> map.put("k", 2));
    writer.start();
    await().until(() -> writer.getState() == Thread.State.TIMED_WAITING);
    Thread closer = new Thread(bus()::close);
    closer.start();
    await().until(() -> closer.getState() == Thread.State.TIMED_WAITING);
    goOn.countDown();
    closer.join();
    writer.join();
    assertThat(map.get("k")).isEqualTo(2);
    assertThat(listener.told()).containsExactly("k=0 REPLACED");
    assertThat(fallback.told()).containsExactly("k=1 REPLACED");
    assertThat(bus().delivered() + bus().fellBack()).isEqualTo(2);
    assertThat(bus().pending()).isZero();
  }

  @Test
  void listenerThatWritesIntoItsMapDoesNotWaitForItself() {
    AtomicReference<NotifyingMap<String, Integer>> own = new AtomicReference<>();
    NotifyingMap<String, Integer> map =
        map(
            DeletionBus.<String, Integer>to(
                    batch -> {
                      own.get().put("count", batch.get(0).value());
                      listener.deleted(batch);
                    })
                .fallback(fallback)
                .capacity(1)
                .patience(LONG)
                .closeTimeout(Duration.ofMillis(50)));
    own.set(map);
    map.put("count", 7);
    map.put("k", 0);
    map.remove("k");
    await().until(() -> bus().delivered() == 1);
    assertThat(listener.told()).containsExactly("k=0 EXPLICIT");
    assertThat(fallback.told()).containsExactly("count=7 REPLACED");
    assertThat(map).isEqualTo(Map.of("count", 0));
  }

  @Test
  void graceThatOutlastsTheCloseEndsInTheFallback() {
    NotifyingMap<String, Integer> map =
        map(
            DeletionBus.to(listener)
                .fallback(fallback)
                .grace(LONG)
                .closeTimeout(Duration.ofMillis(20)));
    for (int i = 0; i <= 10; i++) {
      map.put("k", i);
    }
    bus().close();
    await().until(() -> fallback.all().size() == 10);
    await().until(() -> bus().pending() == 0);
    assertThat(listener.all()).isEmpty();
    assertThat(fallback.all()).extracting(Deletion::value).doesNotHaveDuplicates();
  }

  @Test
  void interruptedWriterDoesNotWait() {
    CountDownLatch never = new CountDownLatch(1);
    NotifyingMap<String, Integer> map =
        map(
            DeletionBus.<String, Integer>to(batch -> never.await())
                .fallback(fallback)
                .capacity(1)
                .patience(LONG)
                .closeTimeout(Duration.ZERO));
    map.put("k", 0);
    map.put("k", 1);
    Thread.currentThread().interrupt();
    map.put("k", 2);
    assertThat(Thread.interrupted()).isTrue();
    assertThat(map.get("k")).isEqualTo(2);
    assertThat(fallback.told()).containsExactly("k=1 REPLACED");
  }

  @Test
  void busBelongsToOneMap() {
    DeletionBus<String, Integer> bus = DeletionBus.to(listener).name("both").start();
    started.add(bus);
    var unused = new NotifyingMap<>(new ConcurrentHashMap<>(), List.of(bus));
    assertThatIllegalStateException()
        .isThrownBy(() -> new NotifyingMap<>(new ConcurrentHashMap<>(), List.of(bus)))
        .withMessageContaining("both");
  }
}
