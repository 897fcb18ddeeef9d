package io.mapscope.otel.mapping;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class HandoverTest {

  private static final int ROOM = 16 * Handover.STEP;

  private final CountDownLatch mayMap = new CountDownLatch(1);
  private final List<Integer> mapped = new CopyOnWriteArrayList<>();
  private final List<Throwable> failures = new CopyOnWriteArrayList<>();
  private final AtomicReference<Handover> handover = new AtomicReference<>();

  private Handover open() {
    handover.set(Handover.to(this::map, failures::add));
    return handover.get();
  }

  private void map(EventBatch batch) {
    try {
      mayMap.await();
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
    if (batch.size() == 13) {
      throw new StackOverflowError();
    }
    batch.drain(event -> handover.get().mapped());
    mapped.add(batch.size());
  }

  @Test
  void mapsAllInOrderAndLeavesNoThread() {
    Handover open = open();
    mayMap.countDown();
    List<Integer> sizes = new ArrayList<>();
    for (int size = 0; size < 5000; size += 371) {
      open.hand(batch(size));
      sizes.add(size);
    }
    open.close();
    assertThat(mapped).isEqualTo(sizes);
    assertThat(failures).isEmpty();
    assertThat(Thread.getAllStackTraces().keySet())
        .noneMatch(thread -> thread.getName().equals("mapscope-mapping"));
  }

  @Test
  void whatTheMappingThrowsCostsItsBatchOnly() {
    Handover open = open();
    mayMap.countDown();
    open.hand(batch(13));
    open.hand(batch(2 * ROOM));
    open.hand(batch(13));
    open.hand(batch(2 * ROOM));
    open.close();
    assertThat(mapped).containsExactly(2 * ROOM, 2 * ROOM);
    assertThat(failures).hasSize(2);
  }

  @Test
  void theReaderWaitsForRoomAndKeepsItsInterrupt() throws InterruptedException {
    Handover open = open();
    open.hand(batch(ROOM));
    CountDownLatch hadRoom = new CountDownLatch(1);
    AtomicReference<Boolean> interrupted = new AtomicReference<>();
    Thread reader =
        new Thread(
            () -> {
              open.awaitRoom(Handover.STEP);
              interrupted.set(Thread.currentThread().isInterrupted());
              hadRoom.countDown();
            });
    reader.start();
    reader.interrupt();
    await().until(() -> reader.getState() == Thread.State.WAITING);
    assertThat(hadRoom.getCount()).isEqualTo(1);
    mayMap.countDown();
    hadRoom.await();
    assertThat(interrupted.get()).isTrue();
    open.close();
    assertThat(mapped).containsExactly(ROOM);
  }

  /** There is no telling what comes first in it before it is complete. */
  @Test
  void aBatchLargerThanTheRoomIsReadWhenNothingElseIsToBeMapped() {
    Handover open = open();
    open.awaitRoom(100 * ROOM);
    mayMap.countDown();
    open.close();
  }

  private static EventBatch batch(int events) {
    EventBatch batch = new EventBatch();
    for (int i = 0; i < events; i++) {
      batch.add(EventBatchTest.event(i));
    }
    return batch;
  }
}
