package io.mapscope.otel.mapping;

import static org.assertj.core.api.Assertions.assertThat;

import io.mapscope.events.RecordingSettings;
import io.mapscope.events.recording.CheckedRecording;
import io.mapscope.map.FakeMap;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import jdk.jfr.consumer.EventStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** On a thread of its own the mapping makes what it makes on the stream's. */
class MappingAheadTest {

  private static final int THREADS = 3;
  private static final int WRITES = 1_500;

  @TempDir private Path folder;

  @Test
  void makesTheSameOfARecording() throws IOException {
    Path file =
        RecordingFile.of(folder.resolve("a.jfr"), RecordingSettings.PROFILE, MappingAheadTest::use);
    Mapped alone = new Mapped().file(file);
    Mapped ahead = ahead(file);
    assertThat(told(ahead)).hasSizeGreaterThan(5_000);
    assertThat(told(ahead).equals(told(alone))).isTrue();
    assertThat(ahead.engine.received()).isEqualTo(alone.engine.received());
    assertThat(ahead.engine.seen()).isEqualTo(alone.engine.seen());
    assertThat(ahead.engine.lost()).isEqualTo(alone.engine.lost());
    assertThat(ahead.engine.accounts()).isEqualTo(alone.engine.accounts());
    assertThat(ahead.engine.failures().values()).containsOnly(0L);
    assertThat(ahead.metrics().keySet()).isEqualTo(alone.metrics().keySet());
  }

  @Test
  void isOverWhenItIsClosedAlsoInTheMiddle() throws IOException {
    Path file =
        RecordingFile.of(folder.resolve("a.jfr"), RecordingSettings.PROFILE, MappingAheadTest::use);
    long all = CheckedRecording.of(file, MappingEngine.eventNames()).events();
    Mapped mapped = new Mapped();
    AtomicInteger events = new AtomicInteger();
    try (MappingAhead ahead = mapped.engine.ahead();
        EventStream stream = EventStream.openFile(file)) {
      ahead.attach(stream, new ChunkClock());
      Runnable abort = stream::close;
      stream.onEvent(
          "mapscope.Put",
          event -> {
            if (events.incrementAndGet() == 2_000) {
              abort.run();
            }
          });
      stream.start();
    }
    mapped.engine.end();
    assertThat(mapped.engine.seen()).isLessThan(all);
    assertThat(mapped.engine.received().values().stream().mapToLong(Long::longValue).sum())
        .isLessThanOrEqualTo(mapped.engine.seen())
        .isGreaterThanOrEqualTo(2_000);
    assertThat(Thread.getAllStackTraces().keySet())
        .noneMatch(thread -> thread.getName().equals("mapscope-mapping"));
  }

  /** The SDK compares spans by identity. */
  private static List<List<Object>> told(Mapped mapped) {
    return mapped.spans().stream()
        .map(
            span ->
                List.<Object>of(
                    span.getSpanContext(),
                    span.getParentSpanContext(),
                    span.getName(),
                    span.getStartEpochNanos(),
                    span.getEndEpochNanos(),
                    span.getAttributes().asMap(),
                    span.getLinks()))
        .toList();
  }

  private static Mapped ahead(Path file) throws IOException {
    Mapped mapped = new Mapped();
    try (MappingAhead ahead = mapped.engine.ahead();
        EventStream stream = EventStream.openFile(file)) {
      ahead.attach(stream, new ChunkClock());
      stream.start();
    }
    mapped.engine.end();
    return mapped;
  }

  /** Several threads, so that events do not lie in the order of their ends. */
  private static void use() {
    List<Thread> threads = IntStream.range(0, THREADS).mapToObj(MappingAheadTest::user).toList();
    threads.forEach(Thread::start);
    for (Thread thread : threads) {
      try {
        thread.join();
      } catch (InterruptedException e) {
        throw new AssertionError(e);
      }
    }
  }

  private static Thread user(int number) {
    return new Thread(
        () -> {
          FakeMap map = new FakeMap("orders").created();
          map.growOnce(number);
          for (int i = 0; i < WRITES; i++) {
            map.put();
            map.delete();
            map.sample("get");
          }
        });
  }
}
