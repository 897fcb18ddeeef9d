package io.mapscope.otel.mapping;

import static org.assertj.core.api.Assertions.assertThat;

import io.mapscope.events.RecordingSettings;
import io.mapscope.map.FakeMap;
import io.mapscope.otel.Logged;
import io.mapscope.otel.catalog.SpanCatalog;
import io.opentelemetry.context.Context;
import io.opentelemetry.sdk.trace.ReadWriteSpan;
import io.opentelemetry.sdk.trace.ReadableSpan;
import io.opentelemetry.sdk.trace.SpanProcessor;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Whatever is thrown into the real stream, it goes on, and nothing goes missing from the counts.
 */
class FailureTest {

  enum Thrown {
    EXCEPTION,
    STACK_OVERFLOW,
    LINKAGE,
    UNPRINTABLE;

    void doThrow() {
      switch (this) {
        case EXCEPTION -> throw new IllegalStateException("no");
        case STACK_OVERFLOW -> throw new StackOverflowError();
        case LINKAGE -> throw new NoClassDefFoundError("absent");
        case UNPRINTABLE -> throw new Unprintable();
      }
    }
  }

  private static final class Unprintable extends RuntimeException {

    private static final long serialVersionUID = 1L;

    @Override
    public String getMessage() {
      throw new StackOverflowError();
    }
  }

  @ParameterizedTest
  @EnumSource
  void aHandlerThatThrowsCostsItsEvents(Thrown thrown) {
    Logged logged = new Logged();
    Mapped mapped;
    try {
      mapped = map(new Mapped(new Failing(SpanCatalog.PUT.name(), thrown)));
    } finally {
      logged.close();
    }
    // What cannot be printed cannot be told.
    assertThat(logged.warnings())
        .hasSize(thrown == Thrown.UNPRINTABLE ? 0 : 1)
        .allSatisfy(
            line ->
                assertThat(line)
                    .startsWith("Cannot map mapscope.Put of map ")
                    .endsWith("; later failures are only counted"));
    assertThat(mapped.spans(SpanCatalog.DELETE)).hasSize(1);
    assertThat(mapped.engine.failures()).containsEntry("mapscope.Put", 2L);
    assertThat(mapped.engine.lost())
        .containsEntry("handler_failed", 2L)
        .containsEntry("sequence_gap", 0L);
    assertThat(mapped.engine.disagreements()).isEmpty();
  }

  /** The span of a growth waits for events before it that have not come, at most to the end. */
  @ParameterizedTest
  @EnumSource
  void theEndOfABatchThatThrowsIsCountedAndNotRepeated(Thrown thrown) {
    FakeMap map = new FakeMap("orders");
    Mapped mapped = new Mapped(new Failing(SpanCatalog.GROWTH.name(), thrown));
    mapped.read(
        RecordingSettings.PRODUCTION,
        () -> {
          map.created();
          map.loseAnEvent();
          map.growthEnded(7);
          map.delete();
        });
    mapped.engine.end();
    assertThat(mapped.engine.failures())
        .containsEntry("(batch)", 1L)
        .containsEntry("mapscope.Growth", 0L);
    assertThat(mapped.spans(SpanCatalog.DELETE)).hasSize(1);
  }

  @ParameterizedTest
  @EnumSource
  void aReaderOfMetricsThatThrowsCostsNoEvent(Thrown thrown) {
    Mapped mapped = map(new Mapped(new FailingTime(thrown)));
    assertThat(mapped.spans(SpanCatalog.PUT)).hasSize(2);
    assertThat(mapped.spans(SpanCatalog.DELETE)).hasSize(1);
    assertThat(mapped.engine.failures())
        .containsEntry("mapscope.Put", 0L)
        .hasEntrySatisfying("(time)", count -> assertThat(count).isGreaterThanOrEqualTo(4L));
  }

  @Test
  void anEventOfOtherFieldsIsCountedAndHasCome() {
    FakeMap map = new FakeMap("orders");
    Mapped mapped = new Mapped();
    mapped.read(
        RecordingSettings.PRODUCTION,
        () -> {
          map.created();
          map.unknownFields();
          map.delete();
        });
    assertThat(mapped.engine.failures()).containsEntry("mapscope.Boundary", 1L);
    assertThat(mapped.engine.lost())
        .containsEntry("handler_failed", 1L)
        .containsEntry("sequence_gap", 0L);
    assertThat(mapped.spans(SpanCatalog.DELETE)).hasSize(1);
  }

  private static Mapped map(Mapped mapped) {
    FakeMap map = new FakeMap("orders");
    return mapped.read(
        RecordingSettings.PRODUCTION,
        () -> {
          map.created();
          map.put();
          map.put();
          map.delete();
        });
  }

  private record Failing(String name, Thrown thrown) implements SpanProcessor {
    @Override
    public void onStart(Context parent, ReadWriteSpan span) {}

    @Override
    public boolean isStartRequired() {
      return false;
    }

    @Override
    public void onEnd(ReadableSpan span) {
      if (span.getName().equals(name)) {
        thrown.doThrow();
      }
    }

    @Override
    public boolean isEndRequired() {
      return true;
    }
  }

  /** As when the clock of a recording has the metrics collected. */
  private record FailingTime(Thrown thrown) implements StreamTime {
    @Override
    public void reached(long endNanos) {
      thrown.doThrow();
    }

    @Override
    public void batchEnded() {
      thrown.doThrow();
    }

    @Override
    public OptionalDouble lagSeconds() {
      thrown.doThrow();
      return OptionalDouble.empty();
    }
  }
}
