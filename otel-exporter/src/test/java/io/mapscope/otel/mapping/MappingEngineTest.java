package io.mapscope.otel.mapping;

import static org.assertj.core.api.Assertions.assertThat;

import io.mapscope.events.MapscopeEvents;
import io.mapscope.events.RecordingSettings;
import io.mapscope.map.FakeMap;
import io.mapscope.otel.catalog.MetricCatalog;
import io.mapscope.otel.catalog.SpanCatalog;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.context.Context;
import io.opentelemetry.sdk.trace.ReadWriteSpan;
import io.opentelemetry.sdk.trace.ReadableSpan;
import io.opentelemetry.sdk.trace.SpanProcessor;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import jdk.jfr.Name;
import jdk.jfr.Recording;
import jdk.jfr.consumer.RecordingStream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MappingEngineTest {

  @TempDir Path folder;

  @Test
  void countsWhatItReceivesByType() {
    FakeMap map = new FakeMap("orders");
    Mapped mapped =
        Mapped.recording(
            RecordingSettings.PRODUCTION,
            () -> {
              map.created();
              map.put();
              map.put();
            });
    assertThat(mapped.engine.received())
        .containsEntry("mapscope.Put", 2L)
        .containsEntry("mapscope.MapCreated", 1L)
        .containsEntry("mapscope.Delete", 0L);
    assertThat(
            MetricsTest.longs(
                mapped.metrics(), MetricCatalog.EVENTS_RECEIVED, "mapscope.event.type"))
        .isEqualTo(mapped.engine.received());
  }

  @Test
  void countsEventsThatWereCommittedAndNeverCame() {
    FakeMap map = new FakeMap("orders");
    Mapped mapped =
        Mapped.recording(
            RecordingSettings.PRODUCTION,
            () -> {
              map.created();
              map.loseAnEvent();
              map.loseAnEvent();
              map.put();
              map.loseAnEvent();
              map.statistics(1, 0, false);
            });
    assertThat(mapped.engine.lost())
        .isEqualTo(Map.of("sequence_gap", 3L, "not_held", 0L, "handler_failed", 0L));
  }

  @Test
  void everyTypeOfEventIsReceived() {
    Mapped mapped = Mapped.recording(RecordingSettings.PRODUCTION, () -> {});
    assertThat(mapped.engine.received().keySet())
        .containsAll(
            MapscopeEvents.types().stream()
                .map(type -> type.getAnnotation(Name.class).value())
                .toList());
  }

  @Test
  void clearIsNoLossAndNoSpan() {
    FakeMap map = new FakeMap("orders");
    Mapped mapped =
        Mapped.recording(
            RecordingSettings.PRODUCTION,
            () -> {
              map.created();
              map.clear();
              map.statistics(1, 0, false);
            });
    assertThat(mapped.engine.received()).containsEntry("mapscope.Clear", 1L);
    assertThat(mapped.engine.lost())
        .isEqualTo(Map.of("sequence_gap", 0L, "not_held", 0L, "handler_failed", 0L));
    assertThat(mapped.spans()).isEmpty();
  }

  @Test
  void eventsBeforeTheRecordingAreNotLost() {
    FakeMap map = new FakeMap("orders");
    for (int i = 0; i < 1000; i++) {
      map.loseAnEvent();
    }
    Mapped mapped =
        Mapped.recording(
            RecordingSettings.PRODUCTION,
            () -> {
              map.statistics(1, 0, false);
              map.put();
            });
    assertThat(mapped.engine.lost()).containsEntry("sequence_gap", 0L);
  }

  @Test
  void goesOnWhenAHandlerFails() {
    FakeMap map = new FakeMap("orders");
    Mapped mapped = new Mapped(new FailingAt(SpanCatalog.PUT.name()));
    mapped.read(
        RecordingSettings.PRODUCTION,
        () -> {
          map.created();
          map.put();
          map.put();
          map.delete();
        });
    assertThat(mapped.spans(SpanCatalog.DELETE)).hasSize(1);
    assertThat(mapped.engine.failures())
        .containsEntry("mapscope.Put", 2L)
        .containsEntry("mapscope.Delete", 0L);
    assertThat(
            MetricsTest.longs(
                mapped.metrics(), MetricCatalog.HANDLER_FAILURES, "mapscope.event.type"))
        .containsEntry("mapscope.Put", 2L);
  }

  @Test
  void liveStreamAndFileGiveTheSameSpans() throws Exception {
    FakeMap map = new FakeMap("orders");
    Mapped live = new Mapped();
    Path file = folder.resolve("r.jfr");
    try (RecordingStream stream = new RecordingStream(RecordingSettings.PROFILE.configuration());
        Recording recording = new Recording(RecordingSettings.PROFILE.configuration())) {
      live.engine.attach(stream, new ChunkClock());
      stream.startAsync();
      recording.start();
      map.created();
      for (long growth = 1; growth <= 20; growth++) {
        map.growOnce(growth);
        map.put();
        map.delete();
      }
      recording.stop();
      recording.dump(file);
      Awaitility.await()
          .atMost(Duration.ofSeconds(20))
          .until(() -> live.spans(SpanCatalog.DELETE).size() == 20);
    }
    live.engine.end();
    Mapped fromFile = new Mapped().file(file);
    assertThat(live.spans()).hasSize(100);
    assertThat(untimed(live)).containsExactlyInAnyOrderElementsOf(untimed(fromFile));
  }

  private static List<List<Object>> untimed(Mapped mapped) {
    return mapped.spans().stream().map(SpansTest::untimed).toList();
  }

  private record FailingAt(String name) implements SpanProcessor {
    @Override
    public void onStart(Context parent, ReadWriteSpan span) {}

    @Override
    public boolean isStartRequired() {
      return false;
    }

    @Override
    public void onEnd(ReadableSpan span) {
      SpanContext context = span.getSpanContext();
      if (span.getName().equals(name)) {
        throw new IllegalStateException("no " + name + " in " + context.getTraceId());
      }
    }

    @Override
    public boolean isEndRequired() {
      return true;
    }
  }
}
