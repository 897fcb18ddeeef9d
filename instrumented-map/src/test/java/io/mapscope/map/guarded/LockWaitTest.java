package io.mapscope.map.guarded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.mapscope.events.LockWaitEvent;
import io.mapscope.events.MapscopeEvents;
import io.mapscope.events.ObservedMaps;
import io.mapscope.events.RecordingSettings;
import io.mapscope.map.InstrumentedMap;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.CountDownLatch;
import jdk.jfr.Recording;
import jdk.jfr.consumer.RecordedEvent;
import jdk.jfr.consumer.RecordingFile;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Whoever waits for a guard leaves an event, with the map, the mode and the stack. */
class LockWaitTest {

  @TempDir Path folder;

  @ParameterizedTest
  @CsvSource({
    "ONE_LOCK, get, read",
    "ONE_LOCK, put, write",
    "READ_WRITE, get, read",
    "READ_WRITE, put, write",
    "STRIPED, get, read",
    "STRIPED, put, write",
    "COPY_ON_WRITE, put, write",
    "READ_MOSTLY, get, read",
    "READ_MOSTLY, put, write",
    "OWNER_THREAD, get, queue",
    "OWNER_THREAD, put, queue",
  })
  void waitIsTold(Guard guard, String operation, String mode) throws Exception {
    String name = guard + "-" + operation;
    ConcurrentMap<Integer, String> map =
        guard.around(InstrumentedMap.<Integer, String>builder().name(name));
    map.put(1, "one");
    await().until(ObservedMaps::ready);
    Path file = folder.resolve("waits.jfr");
    try (Recording recording = new Recording(RecordingSettings.PRODUCTION.configuration())) {
      recording.start();
      waitForAnother(map, operation);
      recording.stop();
      recording.dump(file);
    }
    Guard.close(map);
    List<RecordedEvent> events = RecordingFile.readAllEvents(file);
    List<Long> numbers =
        events.stream()
            .filter(e -> e.getEventType().getName().equals(MapscopeEvents.MAP_CREATED))
            .filter(e -> name.equals(e.getString("name")))
            .map(e -> e.getLong("mapNumber"))
            .toList();
    List<RecordedEvent> waits =
        events.stream()
            .filter(e -> e.getEventType().getName().equals(MapscopeEvents.LOCK_WAIT))
            .filter(e -> numbers.contains(e.getLong("mapNumber")))
            .filter(e -> e.getThread().getJavaName().equals("waiting"))
            .toList();
    assertThat(waits).hasSize(1);
    RecordedEvent wait = waits.get(0);
    assertThat(wait.getString("mode")).isEqualTo(mode).isIn(LockWaitEvent.MODES);
    assertThat(wait.getLong("sequence")).isPositive();
    assertThat(wait.getDuration()).isPositive();
    assertThat(wait.getStackTrace().getFrames())
        .anyMatch(frame -> frame.getMethod().getType().getName().equals(getClass().getName()));
  }

  /** One thread holds the guard until another is seen to wait for it. */
  private static void waitForAnother(ConcurrentMap<Integer, String> map, String operation)
      throws InterruptedException {
    CountDownLatch waits = new CountDownLatch(1);
    CountDownLatch holds = new CountDownLatch(1);
    Thread holder =
        new Thread(
            () ->
                map.compute(
                    1,
                    (key, value) -> {
                      holds.countDown();
                      try {
                        waits.await();
                      } catch (InterruptedException e) {
                        throw new AssertionError(e);
                      }
                      return value;
                    }));
    holder.start();
    holds.await();
    Thread waiting =
        new Thread(
            () -> {
              if (operation.equals("get")) {
                map.get(1);
              } else {
                map.put(1, "other");
              }
            },
            "waiting");
    waiting.start();
    await().until(() -> waiting.getState() == Thread.State.WAITING);
    waits.countDown();
    holder.join();
    waiting.join();
  }
}
