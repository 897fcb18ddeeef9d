package io.mapscope.otel.mapping;

import static org.assertj.core.api.Assertions.assertThat;

import io.mapscope.events.ActiveTrace;
import io.mapscope.events.MapscopeEvents;
import io.mapscope.events.RecordingSettings;
import io.mapscope.map.FakeMap;
import io.mapscope.otel.catalog.SpanCatalog;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.sdk.trace.data.LinkData;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.opentelemetry.sdk.trace.samplers.Sampler;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicLong;
import jdk.jfr.consumer.RecordedEvent;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SpansTest {

  private static final String VICTIM_TRACE = "00000000000000ab00000000000000cd";
  private static final String VICTIM_SPAN = "00000000000000ef";

  @TempDir Path folder;

  @Test
  void growthHasTheTimesOfItsEventAndTheLineThatCausedIt() throws IOException {
    FakeMap map = new FakeMap("orders");
    Path file =
        RecordingFile.of(
            folder.resolve("r.jfr"),
            RecordingSettings.PRODUCTION,
            () -> {
              map.created();
              map.growOnce(7);
            });
    SpanData span = new Mapped().file(file).span(SpanCatalog.GROWTH);
    RecordedEvent event = event(file, MapscopeEvents.GROWTH);

    assertThat(span.getKind()).isEqualTo(SpanKind.INTERNAL);
    assertThat(span.getParentSpanContext().isValid()).isFalse();
    assertThat(span.getEndEpochNanos()).isEqualTo(EventTime.nanos(event.getEndTime()));
    assertThat(span.getStartEpochNanos())
        .isEqualTo(span.getEndEpochNanos() - event.getDuration("elapsedTime").toNanos());
    Map<String, Object> attributes = attributes(span);
    assertThat(attributes.remove("code.function.name").toString())
        .startsWith(SpansTest.class.getName() + ".lambda$growthHas");
    assertThat((long) attributes.remove("code.line.number")).isPositive();
    assertThat(attributes.remove("thread.id")).isEqualTo(Thread.currentThread().getId());
    assertThat(attributes.remove("thread.name")).isEqualTo(Thread.currentThread().getName());
    assertThat(attributes)
        .containsExactlyInAnyOrderEntriesOf(
            Map.ofEntries(
                Map.entry("hashmap.name", "orders"),
                Map.entry("hashmap.implementation", FakeMap.IMPLEMENTATION),
                Map.entry("hashmap.map", map.number),
                Map.entry("hashmap.growth.number", 7L),
                Map.entry("hashmap.growth.reason", "load"),
                Map.entry("hashmap.growth.same_size", false),
                Map.entry("hashmap.buckets.before", 8L),
                Map.entry("hashmap.buckets.after", 16L),
                Map.entry("hashmap.entries", 53L),
                Map.entry("hashmap.overflow_buckets", 0L),
                Map.entry("hashmap.growth.steps", 4L),
                Map.entry("hashmap.chains.evacuated", 8L),
                Map.entry("hashmap.entries.moved", 53L),
                Map.entry("hashmap.entries.moved_to_upper", 25L),
                Map.entry("hashmap.holes.squeezed", 0L),
                Map.entry("hashmap.overflow_buckets.attached", 0L),
                Map.entry("hashmap.growth.work_time", 7e-4),
                Map.entry("hashmap.growth.longest_step", 3e-4),
                Map.entry("hashmap.growth.allocated", 4096L),
                Map.entry("hashmap.growth.abandoned", false)));
  }

  @Test
  void growthThatBeganBeforeTheRecordingHasItsWholeLength() {
    FakeMap map = new FakeMap("orders");
    SpanData span =
        Mapped.recording(
                RecordingSettings.PRODUCTION,
                () -> {
                  map.created();
                  map.growthEnded(3);
                })
            .span(SpanCatalog.GROWTH);
    assertThat(span.getEndEpochNanos() - span.getStartEpochNanos())
        .isGreaterThanOrEqualTo(1_000_000_000L);
    assertThat(attributes(span)).doesNotContainKey("code.function.name");
  }

  @Test
  void growthThatHasNotEndedIsNoSpanButIsCounted() {
    FakeMap map = new FakeMap("orders");
    Mapped mapped =
        Mapped.recording(
            RecordingSettings.PRODUCTION,
            () -> {
              map.created();
              map.growthStarted(1);
            });
    assertThat(mapped.spans()).isEmpty();
    assertThat(mapped.engine.openGrowths()).isEqualTo(1);
  }

  @Test
  void stepIsAChildOfItsGrowthAndLinkedToIt() {
    FakeMap map = new FakeMap("orders");
    Mapped mapped = Mapped.recording(RecordingSettings.PRODUCTION, () -> growth(map));
    SpanData growth = mapped.span(SpanCatalog.GROWTH);
    SpanData step = mapped.span(SpanCatalog.GROW_WORK);
    assertThat(step.getTraceId()).isEqualTo(growth.getTraceId());
    assertThat(step.getParentSpanId()).isEqualTo(growth.getSpanId());
    assertThat(step.getLinks())
        .singleElement()
        .satisfies(link -> assertThat(isSame(link.getSpanContext(), growth)).isTrue());
    assertThat(step.getStartEpochNanos()).isGreaterThanOrEqualTo(growth.getStartEpochNanos());
    assertThat(attributes(step))
        .containsEntry("hashmap.growth.number", 1L)
        .containsEntry("hashmap.operation", "put")
        .containsEntry("hashmap.bucket", 11L)
        .containsEntry("hashmap.chains.evacuated", 2L)
        .containsEntry("hashmap.entries.moved", 13L)
        .containsEntry("hashmap.mark.before", 2L)
        .containsEntry("hashmap.mark.after", 4L)
        .containsEntry("hashmap.old_buckets", 8L)
        .containsEntry("hashmap.growth.finished", false);
  }

  @Test
  void stepOfASampledTraceIsAChildOfTheVictimAndLinkedToItsGrowth() {
    FakeMap map = new FakeMap("orders");
    Mapped mapped = withVictim(true, () -> growth(map));
    SpanData growth = mapped.span(SpanCatalog.GROWTH);
    SpanData step = mapped.span(SpanCatalog.GROW_WORK);
    assertThat(step.getTraceId()).isEqualTo(VICTIM_TRACE);
    assertThat(step.getParentSpanId()).isEqualTo(VICTIM_SPAN);
    assertThat(step.getLinks())
        .singleElement()
        .satisfies(link -> assertThat(isSame(link.getSpanContext(), growth)).isTrue());
    assertThat(growth.getLinks())
        .singleElement()
        .satisfies(link -> assertThat(link.getSpanContext().getSpanId()).isEqualTo(VICTIM_SPAN));
  }

  @Test
  void growthLinksToWhoPaidMostFirstAndToNoMoreThanAReaderLooksAt() {
    FakeMap map = new FakeMap("orders");
    int requests = Victims.MOST_TOLD + 3;
    AtomicLong request = new AtomicLong(100);
    try (ActiveTrace.Registration installed =
        ActiveTrace.install(event -> event.setTrace(0xab, 0xcd, request.get(), true))) {
      assertThat(installed).isNotNull();
      Mapped mapped =
          Mapped.recording(
              RecordingSettings.PRODUCTION,
              () -> {
                map.created();
                map.growthStarted(1);
                for (int i = 0; i < requests; i++) {
                  request.incrementAndGet();
                  map.step(1);
                }
                map.growthEnded(1);
              });
      List<LinkData> links = mapped.span(SpanCatalog.GROWTH).getLinks();
      assertThat(links).hasSize(Victims.MOST_TOLD + 1);
      assertThat(links.get(0).getAttributes().get(AttributeKey.booleanKey("hashmap.growth.cause")))
          .isTrue();
      assertThat(links.get(0).getSpanContext().getSpanId()).isEqualTo("0000000000000064");
      AttributeKey<Double> paid = AttributeKey.doubleKey("hashmap.victim.work_time");
      assertThat(links.subList(1, links.size()))
          .extracting(link -> -link.getAttributes().get(paid))
          .isSorted();
      assertThat(links.get(1).getAttributes().get(paid)).isGreaterThanOrEqualTo(100e-6);
    }
  }

  @Test
  void slowGrowthIsKeptWithTheStepsThatCameBeforeItWasKnownToBeSlow() {
    FakeMap map = new FakeMap("orders");
    MappingOptions keeping = new MappingOptions(3, name -> true, 0, 250_000);
    Mapped mapped = new Mapped(Sampler.alwaysOff(), true, traceId -> false, keeping);
    // Its steps take 100 us and more, its longest, as its end says, 300 us.
    mapped.read(RecordingSettings.PROFILE, () -> growth(map));
    SpanData growth = mapped.span(SpanCatalog.GROWTH);
    SpanData step = mapped.span(SpanCatalog.GROW_WORK);
    assertThat(step.getParentSpanId()).isEqualTo(growth.getSpanId());
    assertThat(mapped.span(SpanCatalog.EVACUATE).getParentSpanId()).isEqualTo(step.getSpanId());

    MappingOptions patient = new MappingOptions(3, name -> true, 0, Long.MAX_VALUE - 1);
    Mapped without = new Mapped(Sampler.alwaysOff(), true, traceId -> false, patient);
    without.read(RecordingSettings.PROFILE, () -> growth(new FakeMap("orders")));
    assertThat(without.spans()).isEmpty();
  }

  @Test
  void stepOfATraceThatIsNotSampledIsAChildOfItsGrowth() {
    FakeMap map = new FakeMap("orders");
    Mapped mapped = withVictim(false, () -> growth(map));
    assertThat(mapped.span(SpanCatalog.GROW_WORK).getParentSpanId())
        .isEqualTo(mapped.span(SpanCatalog.GROWTH).getSpanId());
  }

  @Test
  void evacuationIsAChildOfItsStep() {
    FakeMap map = new FakeMap("orders");
    Mapped mapped = withVictim(true, () -> growth(map));
    SpanData step = mapped.span(SpanCatalog.GROW_WORK);
    SpanData evacuation = mapped.span(SpanCatalog.EVACUATE);
    assertThat(evacuation.getTraceId()).isEqualTo(step.getTraceId());
    assertThat(evacuation.getParentSpanId()).isEqualTo(step.getSpanId());
    assertThat(attributes(evacuation))
        .containsEntry("hashmap.old_bucket", 3L)
        .containsEntry("hashmap.chain.length", 2L)
        .containsEntry("hashmap.entries.moved", 11L)
        .containsEntry("hashmap.entries.moved_to_upper", 6L);
  }

  @Test
  void evacuationWhoseStepWasBelowItsThresholdIsAChildOfTheGrowth() {
    FakeMap map = new FakeMap("orders");
    Mapped mapped =
        Mapped.recording(
            RecordingSettings.PROFILE,
            () -> {
              map.created();
              map.evacuate(1, 4);
              map.growOnce(1);
            });
    SpanData growth = mapped.span(SpanCatalog.GROWTH);
    SpanData step = mapped.span(SpanCatalog.GROW_WORK);
    assertThat(mapped.spans(SpanCatalog.EVACUATE))
        .extracting(SpanData::getParentSpanId)
        .containsExactlyInAnyOrder(growth.getSpanId(), step.getSpanId());
  }

  @Test
  void slowPutIsAChildOfTheActiveSpanOrElseARoot() {
    FakeMap map = new FakeMap("orders");
    Runnable program =
        () -> {
          map.created();
          map.put();
        };
    SpanData root = Mapped.recording(RecordingSettings.PRODUCTION, program).span(SpanCatalog.PUT);
    assertThat(root.getParentSpanContext().isValid()).isFalse();
    assertThat(root.getSpanContext().isValid()).isTrue();
    assertThat(attributes(root))
        .containsEntry("hashmap.put.inserted", true)
        .containsEntry("hashmap.put.started_growth", true)
        .containsEntry("hashmap.put.overflow_attached", false)
        .containsEntry("hashmap.growing", false)
        .containsEntry("hashmap.chain.position", 1L)
        .containsKey("code.function.name");
    SpanData child = withVictim(true, program).span(SpanCatalog.PUT);
    assertThat(child.getTraceId()).isEqualTo(VICTIM_TRACE);
    assertThat(child.getParentSpanId()).isEqualTo(VICTIM_SPAN);
  }

  @Test
  void slowDeleteTellsWhatItFound() {
    FakeMap map = new FakeMap("orders");
    SpanData span =
        Mapped.recording(
                RecordingSettings.PRODUCTION,
                () -> {
                  map.created();
                  map.delete();
                })
            .span(SpanCatalog.DELETE);
    assertThat(attributes(span))
        .containsEntry("hashmap.operation", "remove")
        .containsEntry("hashmap.delete.found", true)
        .containsEntry("hashmap.delete.slots_freed", 3L)
        .containsEntry("hashmap.delete.evacuated_first", false)
        .containsEntry("hashmap.delete.seed_redrawn", false)
        .containsEntry("hashmap.growing", true)
        .containsEntry("hashmap.slot", 7L)
        .containsEntry("hashmap.entries", 52L);
  }

  @Test
  void stepsShareTheFateOfAGrowthThatIsNotSampled() {
    FakeMap map = new FakeMap("orders");
    Mapped mapped = new Mapped(traceId -> false);
    mapped.read(RecordingSettings.PRODUCTION, () -> growth(map));
    assertThat(mapped.spans(SpanCatalog.GROW_WORK)).isEmpty();
  }

  @Test
  void mapThatIsIntroducedLateIsCalledByItsName() {
    FakeMap map = new FakeMap("late");
    Mapped mapped =
        Mapped.recording(
            RecordingSettings.PRODUCTION,
            () -> {
              map.put();
              map.created();
            });
    assertThat(attributes(mapped.span(SpanCatalog.PUT))).containsEntry("hashmap.name", "late");
  }

  @Test
  void mapThatIsNeverIntroducedIsUnnamed() {
    FakeMap map = new FakeMap("never told");
    Mapped mapped = Mapped.recording(RecordingSettings.PRODUCTION, map::put);
    assertThat(attributes(mapped.span(SpanCatalog.PUT)))
        .containsEntry("hashmap.name", "unnamed")
        .containsEntry("hashmap.implementation", "unknown")
        .containsEntry("hashmap.map", map.number);
  }

  @Test
  void exportingTwiceGivesTheSameSpans() throws IOException {
    FakeMap map = new FakeMap("orders");
    Path file =
        RecordingFile.of(
            folder.resolve("r.jfr"),
            RecordingSettings.PROFILE,
            () -> {
              growth(map);
              map.put();
            });
    assertThat(new Mapped().file(file).spans())
        .hasSize(4)
        .extracting(SpansTest::essence)
        .isEqualTo(new Mapped().file(file).spans().stream().map(SpansTest::essence).toList());
  }

  private static void growth(FakeMap map) {
    map.created();
    map.growOnce(1);
  }

  private static Mapped withVictim(boolean sampled, Runnable program) {
    try (ActiveTrace.Registration installed =
        ActiveTrace.install(event -> event.setTrace(0xab, 0xcd, 0xef, sampled))) {
      assertThat(installed).isNotNull();
      return Mapped.recording(RecordingSettings.PROFILE, program);
    }
  }

  /** Everything that is exported of a span. */
  private static List<Object> essence(SpanData span) {
    List<Object> essence = new ArrayList<>(untimed(span));
    essence.add(span.getStartEpochNanos());
    essence.add(span.getEndEpochNanos());
    return essence;
  }

  static List<Object> untimed(SpanData span) {
    return List.of(
        span.getName(),
        span.getTraceId(),
        span.getSpanId(),
        span.getParentSpanId(),
        span.getAttributes(),
        span.getLinks());
  }

  private static boolean isSame(io.opentelemetry.api.trace.SpanContext context, SpanData span) {
    return context.getTraceId().equals(span.getTraceId())
        && context.getSpanId().equals(span.getSpanId());
  }

  private static Map<String, Object> attributes(SpanData span) {
    Map<String, Object> attributes = new TreeMap<>();
    span.getAttributes()
        .forEach((AttributeKey<?> key, Object v) -> attributes.put(key.getKey(), v));
    return attributes;
  }

  private static RecordedEvent event(Path file, String name) throws IOException {
    return jdk.jfr.consumer.RecordingFile.readAllEvents(file).stream()
        .filter(event -> event.getEventType().getName().equals(name))
        .findFirst()
        .orElseThrow();
  }
}
