package io.mapscope.map;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;

import io.mapscope.events.MapscopeEvents;
import io.mapscope.events.MisuseEvent;
import io.mapscope.events.ObservedMaps;
import io.mapscope.events.RecordingSettings;
import java.nio.file.Path;
import java.util.ConcurrentModificationException;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.function.Consumer;
import java.util.stream.Stream;
import jdk.jfr.Recording;
import jdk.jfr.consumer.RecordedEvent;
import jdk.jfr.consumer.RecordingFile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** One thread writes while another stands in the middle of a write. */
class SecondWriterTest {

  @TempDir Path folder;

  /** A key that is compared for as long as the test likes. */
  private static final class SlowKey {
    final CountDownLatch compared = new CountDownLatch(1);
    final CountDownLatch go = new CountDownLatch(1);

    @Override
    public boolean equals(Object other) {
      compared.countDown();
      try {
        go.await();
      } catch (InterruptedException e) {
        throw new AssertionError(e);
      }
      return this == other;
    }

    @Override
    public int hashCode() {
      return 1;
    }
  }

  private final InstrumentedMap<Object, String> map = new InstrumentedMap<>();
  private final SlowKey slow = new SlowKey();

  private Thread standInTheMiddleOfAPut() throws InterruptedException {
    map.put(1, "one");
    Thread first = new Thread(() -> map.put(slow, "slow"));
    first.start();
    slow.compared.await();
    return first;
  }

  static Stream<Consumer<InstrumentedMap<Object, String>>> writes() {
    return Stream.of(
        m -> m.put(2, "two"),
        m -> m.putIfAbsent(2, "two"),
        m -> m.remove(1),
        m -> m.merge(1, "two", String::concat),
        m -> m.keySet().remove(1),
        m -> m.keySet().removeIf(key -> true),
        m -> m.clear());
  }

  @ParameterizedTest
  @MethodSource("writes")
  void secondWriterIsRefusedAndTheFirstOneGoesOn(Consumer<InstrumentedMap<Object, String>> write)
      throws InterruptedException {
    Thread first = standInTheMiddleOfAPut();
    assertThatExceptionOfType(ConcurrentModificationException.class)
        .isThrownBy(() -> write.accept(map))
        .withMessageContaining("not thread-safe");
    slow.go.countDown();
    first.join();
    assertThat(map).containsEntry(1, "one").hasSize(2);
    write.accept(map); // Now that it is alone.
  }

  @Test
  void misuseIsRecordedWithTheStackOfWhoNoticed() throws Exception {
    await().until(ObservedMaps::ready);
    Path file = folder.resolve("misuse.jfr");
    try (Recording recording = new Recording(RecordingSettings.PRODUCTION.configuration())) {
      recording.start();
      Thread first = standInTheMiddleOfAPut();
      assertThatExceptionOfType(ConcurrentModificationException.class)
          .isThrownBy(() -> map.put(2, "two"));
      slow.go.countDown();
      first.join();
      recording.stop();
      recording.dump(file);
    }
    List<RecordedEvent> misuses =
        RecordingFile.readAllEvents(file).stream()
            .filter(e -> e.getEventType().getName().equals(MapscopeEvents.MISUSE))
            .filter(e -> e.getLong("mapNumber") == map.recorder.mapNumber)
            .toList();
    assertThat(misuses).hasSize(1);
    assertThat(misuses.get(0).getString("detected")).isEqualTo(MisuseEvent.CHANGED_DURING_WRITE);
    assertThat(misuses.get(0).getString("operation")).isEqualTo("put");
    assertThat(misuses.get(0).getStackTrace().getFrames())
        .anyMatch(frame -> frame.getMethod().getType().getName().equals(getClass().getName()));
  }

  @Test
  void writeThatFailsLeavesTheMapToOthers() throws InterruptedException {
    InstrumentedMap<Integer, String> full =
        InstrumentedMap.<Integer, String>builder().maxEntries(1).build();
    full.put(1, "one");
    assertThatExceptionOfType(IllegalStateException.class).isThrownBy(() -> full.put(2, "two"));
    Thread other = new Thread(() -> full.put(1, "other"));
    other.start();
    other.join();
    assertThat(full).containsEntry(1, "other");
  }
}
