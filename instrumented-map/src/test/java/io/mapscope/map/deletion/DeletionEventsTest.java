package io.mapscope.map.deletion;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.mapscope.events.DeletionBatchEvent;
import io.mapscope.events.MapscopeEvents;
import io.mapscope.events.ObservedMaps;
import io.mapscope.events.RecordingSettings;
import io.mapscope.map.InstrumentedMap;
import io.mapscope.map.guarded.GuardedMaps;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import jdk.jfr.Recording;
import jdk.jfr.consumer.RecordedEvent;
import jdk.jfr.consumer.RecordingFile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What is deleted later leaves events, as those of the map at the bottom of all layers. */
class DeletionEventsTest {

  @TempDir Path folder;

  private List<RecordedEvent> recorded(String type, String map, Runnable work) throws Exception {
    await().until(ObservedMaps::ready);
    Path file = folder.resolve("events.jfr");
    try (Recording recording = new Recording(RecordingSettings.PROFILE.configuration())) {
      recording.start();
      work.run();
      recording.stop();
      recording.dump(file);
    }
    List<RecordedEvent> events = RecordingFile.readAllEvents(file);
    List<Long> numbers =
        events.stream()
            .filter(e -> e.getEventType().getName().equals(MapscopeEvents.MAP_CREATED))
            .filter(e -> map.equals(e.getString("name")))
            .map(e -> e.getLong("mapNumber"))
            .toList();
    return events.stream()
        .filter(e -> e.getEventType().getName().equals(type))
        .filter(e -> numbers.contains(e.getLong("mapNumber")))
        .toList();
  }

  private List<RecordedEvent> batches(String kind, String map, Runnable work) throws Exception {
    return recorded(MapscopeEvents.DELETION_BATCH, map, work).stream()
        .filter(e -> e.getString("kind").equals(kind))
        .toList();
  }

  static Stream<ConcurrentMap<Integer, String>> guards() {
    InstrumentedMap.Builder<Integer, String> builder =
        InstrumentedMap.<Integer, String>builder().name("guard");
    return Stream.of(
        GuardedMaps.oneLock(builder),
        GuardedMaps.readWrite(builder),
        GuardedMaps.striped(builder, 2),
        GuardedMaps.copyOnWrite(builder),
        GuardedMaps.readMostly(builder),
        GuardedMaps.ownerThread(builder, "owner", 4));
  }

  @ParameterizedTest
  @MethodSource("guards")
  void evictionTellsPressureAndBatch(ConcurrentMap<Integer, String> map) throws Exception {
    IntStream.range(0, 100).forEach(i -> map.put(i, "v"));
    Evictor<Integer, String> evictor =
        new Evictor<>(
            new NotifyingMap<>(map, List.of()),
            () -> new MemoryPressure.Reading(0.75, 0.125, 1_000),
            new BatchSize(10, 10, 0.5, 0.9, 1));
    List<RecordedEvent> events = recorded(MapscopeEvents.EVICTION, "guard", evictor::evict);
    assertThat(events).hasSize(1);
    RecordedEvent event = events.get(0);
    assertThat(event.getFloat("heapUse")).isEqualTo(0.75f);
    assertThat(event.getFloat("pauseShare")).isEqualTo(0.125f);
    assertThat(event.getDuration("longestPauseTime")).isEqualTo(Duration.ofNanos(1_000));
    assertThat(event.getInt("batchSize")).isEqualTo(10);
    assertThat(event.getInt("evicted")).isEqualTo(10);
    assertThat(event.getInt("entries")).isEqualTo(90);
    assertThat(event.getLong("sequence")).isPositive();
    if (map instanceof AutoCloseable closeable) {
      closeable.close();
    }
  }

  @Test
  void sliceOfAPurgeIsTold() throws Exception {
    DeferredMap<Integer, String> map =
        new DeferredMap<>(
            GuardedMaps.oneLock(InstrumentedMap.<Integer, Object>builder().name("purged")), 0);
    IntStream.range(0, 100).forEach(i -> map.put(i, "v"));
    map.clear();
    KeySetDeletion<Integer> deletion = new KeySetDeletion<>(map, List.of(1, 2, 3));
    List<RecordedEvent> events =
        batches(
            DeletionBatchEvent.PURGE,
            "purged",
            () -> {
              map.purge(60);
              deletion.advance(5);
            });
    assertThat(events).extracting(e -> e.getInt("entries")).containsExactly(60, 2);
    assertThat(events).extracting(e -> e.getInt("pending")).containsExactly(40, 1);
  }

  @Test
  void expiryIsTold() throws Exception {
    AtomicLong clock = new AtomicLong();
    ExpiringMap<Integer, String> map =
        new ExpiringMap<>(
            GuardedMaps.oneLock(InstrumentedMap.<Integer, Timed<String>>builder().name("aged")),
            Duration.ofSeconds(1),
            clock::get);
    IntStream.range(0, 10).forEach(i -> map.put(i, "v"));
    clock.set(Duration.ofSeconds(3).toNanos());
    List<RecordedEvent> events =
        batches(DeletionBatchEvent.EXPIRE, "aged", () -> map.expire(1_000));
    assertThat(events).hasSize(1);
    assertThat(events.get(0).getInt("entries")).isEqualTo(10);
    assertThat(events.get(0).getDuration("waitedTime")).isEqualTo(Duration.ofSeconds(2));
  }

  @Test
  void deliveryAndFallbackAreTold() throws Exception {
    DeletionBus<Integer, String> bus =
        DeletionBus.<Integer, String>to(
                batch -> {
                  throw new IllegalStateException("own");
                })
            .start();
    NotifyingMap<Integer, String> map =
        new NotifyingMap<>(
            GuardedMaps.oneLock(InstrumentedMap.<Integer, String>builder().name("bus")),
            List.of(bus));
    List<RecordedEvent> events =
        recorded(
            MapscopeEvents.DELETION_BATCH,
            "bus",
            () -> {
              map.put(1, "v");
              map.remove(1);
              bus.close();
            });
    assertThat(map.isEmpty()).isTrue();
    assertThat(events)
        .extracting(e -> e.getString("kind"))
        .containsExactly(DeletionBatchEvent.DELIVER, DeletionBatchEvent.FALLBACK);
    assertThat(events.get(0).getThread().getJavaName()).isEqualTo("mapscope-deletions");
    assertThat(events).extracting(e -> e.getInt("entries")).containsExactly(1, 1);
  }
}
