package io.mapscope.otel.mapping;

import static org.assertj.core.api.Assertions.assertThat;

import io.mapscope.events.ActiveTrace;
import io.mapscope.events.RecordingSettings;
import io.mapscope.map.FakeMap;
import io.mapscope.otel.catalog.MetricCatalog;
import io.mapscope.otel.catalog.MetricCatalog.Metric;
import io.mapscope.otel.catalog.SpanCatalog;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.sdk.metrics.data.AggregationTemporality;
import io.opentelemetry.sdk.metrics.data.DoublePointData;
import io.opentelemetry.sdk.metrics.data.HistogramPointData;
import io.opentelemetry.sdk.metrics.data.LongPointData;
import io.opentelemetry.sdk.metrics.data.MetricData;
import io.opentelemetry.sdk.metrics.data.PointData;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.assertj.core.api.SoftAssertions;
import org.junit.jupiter.api.Test;

class MetricsTest {

  private static final Set<String> BOTH = Set.of("hashmap.name", "hashmap.implementation");

  @Test
  void everyMetricIsAsTheCatalogueSays() {
    FakeMap map = new FakeMap("orders");
    Map<String, MetricData> metrics =
        Mapped.recording(RecordingSettings.PROFILE, () -> everything(map)).metrics();

    SoftAssertions softly = new SoftAssertions();
    softly
        .assertThat(metrics.keySet())
        .containsExactlyInAnyOrderElementsOf(ofTheMapping().stream().map(Metric::name).toList());
    for (Metric metric : ofTheMapping()) {
      MetricData data = metrics.get(metric.name());
      softly.assertThat(data.getUnit()).as(metric.name()).isEqualTo(metric.unit());
      softly.assertThat(data.getDescription()).isEqualTo(metric.description());
      softly.assertThat(kind(data)).as(metric.name()).isEqualTo(metric.kind());
      for (PointData point : data.getData().getPoints()) {
        softly
            .assertThat(keys(point.getAttributes()))
            .as(metric.name())
            .isEqualTo(new TreeSet<>(metric.attributes()));
      }
    }
    softly.assertAll();
  }

  /** What becomes of spans is told by the pipeline, see {@code LostSpansTest}. */
  private static List<Metric> ofTheMapping() {
    return MetricCatalog.all().stream()
        .filter(metric -> !metric.equals(MetricCatalog.SPANS_LOST))
        .toList();
  }

  @Test
  void durationsAreThoseOfTheEvents() {
    FakeMap map = new FakeMap("orders");
    Map<String, MetricData> metrics =
        Mapped.recording(RecordingSettings.PRODUCTION, () -> everything(map)).metrics();

    HistogramPointData sample = histogram(metrics, MetricCatalog.OPERATION_DURATION);
    assertThat(sample.getCount()).isEqualTo(1);
    assertThat(sample.getSum()).isBetween(100e-6, 1.0);
    assertThat(sample.getBoundaries()).startsWith(1e-7, 2e-7, 5e-7, 1e-6).endsWith(5.0, 10.0);
    assertThat(further(sample.getAttributes()))
        .isEqualTo(Map.of("hashmap.operation", "get", "hashmap.growing", true));
    HistogramPointData stall = histogram(metrics, MetricCatalog.GROWTH_STALL_DURATION);
    assertThat(stall.getSum()).isEqualTo(300e-6);
    assertThat(further(stall.getAttributes()))
        .isEqualTo(Map.of("hashmap.growth.reason", "load", "hashmap.growth.same_size", false));
    assertThat(histogram(metrics, MetricCatalog.GROWTH_DURATION).getSum()).isBetween(1e-4, 1.0);
  }

  @Test
  void waitsAreRecordedByWhatWasWaitedFor() {
    FakeMap map = new FakeMap("orders");
    Map<String, MetricData> metrics =
        Mapped.recording(RecordingSettings.PRODUCTION, () -> everything(map)).metrics();
    HistogramPointData wait = histogram(metrics, MetricCatalog.LOCK_WAIT_DURATION);
    assertThat(wait.getCount()).isEqualTo(1);
    assertThat(wait.getSum()).isBetween(100e-6, 1.0);
    assertThat(further(wait.getAttributes())).isEqualTo(Map.of("hashmap.lock.mode", "write"));
  }

  @Test
  void eventCountsWhenItsTextIsNotInTheRecording() {
    FakeMap map = new FakeMap("orders");
    Mapped mapped =
        Mapped.recording(
            RecordingSettings.PRODUCTION,
            () -> {
              map.created();
              map.lockWait(null);
              map.statistics(1, 0, false);
            });
    HistogramPointData wait = histogram(mapped.metrics(), MetricCatalog.LOCK_WAIT_DURATION);
    assertThat(further(wait.getAttributes())).isEqualTo(Map.of("hashmap.lock.mode", "unknown"));
    assertThat(mapped.engine.failures().values()).containsOnly(0L);
  }

  @Test
  void evictedEntriesAreCountedAndDelayedDeletesTimed() {
    FakeMap map = new FakeMap("orders");
    Map<String, MetricData> metrics =
        Mapped.recording(
                RecordingSettings.PRODUCTION,
                () -> {
                  everything(map);
                  map.eviction(5);
                })
            .metrics();
    assertThat(longs(metrics, MetricCatalog.ENTRIES_EVICTED, "hashmap.name"))
        .isEqualTo(Map.of("orders", 12L));
    HistogramPointData work = histogram(metrics, MetricCatalog.DELETION_DURATION);
    assertThat(work.getCount()).isEqualTo(1);
    assertThat(work.getSum()).isBetween(100e-6, 1.0);
    assertThat(further(work.getAttributes())).isEqualTo(Map.of("hashmap.deletion.kind", "purge"));
  }

  @Test
  void breakerIsInOneStateAndItsChangesAndRejectionsAreCounted() {
    FakeMap map = new FakeMap("orders");
    Map<String, MetricData> metrics =
        Mapped.recording(
                RecordingSettings.PRODUCTION,
                () -> {
                  map.created();
                  map.breaker("closed", "closed", 3);
                  map.breaker("closed", "open", 3);
                  map.breaker("open", "half-open", 10);
                  map.breaker("half-open", "half-open", 10);
                  map.breaker("half-open", "open", 10);
                  map.breaker("open", "half-open", 15);
                  map.deadlineMiss("late");
                  map.deadlineMiss("not-begun");
                  map.deadlineMiss("late");
                })
            .metrics();
    assertThat(longs(metrics, MetricCatalog.BREAKER_TRANSITIONS, "hashmap.breaker.state"))
        .isEqualTo(Map.of("closed", 0L, "half-open", 2L, "open", 2L));
    assertThat(longs(metrics, MetricCatalog.BREAKER_COUNT, "hashmap.breaker.state"))
        .isEqualTo(Map.of("closed", 0L, "half-open", 1L, "open", 0L));
    assertThat(longs(metrics, MetricCatalog.BREAKER_REJECTIONS, "hashmap.name"))
        .isEqualTo(Map.of("orders", 15L));
    assertThat(longs(metrics, MetricCatalog.DEADLINE_MISSES, "hashmap.deadline.outcome"))
        .isEqualTo(Map.of("late", 2L, "not-begun", 1L));
  }

  @Test
  void breakersOfMapsThatShareANameAreAddedUp() {
    FakeMap one = new FakeMap("orders");
    FakeMap other = new FakeMap("orders");
    Map<String, MetricData> metrics =
        Mapped.recording(
                RecordingSettings.PRODUCTION,
                () -> {
                  one.created().breaker("closed", "open", 0);
                  other.created().breaker("closed", "closed", 0);
                })
            .metrics();
    assertThat(longs(metrics, MetricCatalog.BREAKER_COUNT, "hashmap.breaker.state"))
        .isEqualTo(Map.of("closed", 1L, "half-open", 0L, "open", 1L));
  }

  @Test
  void breakersAroundOneMapAreCountedApart() {
    FakeMap map = new FakeMap("orders");
    Map<String, MetricData> metrics =
        Mapped.recording(
                RecordingSettings.PRODUCTION,
                () -> {
                  map.created();
                  map.breaker(7, "closed", "open", 3);
                  map.breaker(9, "closed", "closed", 2);
                  map.breaker(7, "open", "open", 5);
                  map.breaker(9, "closed", "closed", 4);
                })
            .metrics();
    assertThat(longs(metrics, MetricCatalog.BREAKER_COUNT, "hashmap.breaker.state"))
        .isEqualTo(Map.of("closed", 1L, "half-open", 0L, "open", 1L));
    assertThat(longs(metrics, MetricCatalog.BREAKER_REJECTIONS, "hashmap.name"))
        .isEqualTo(Map.of("orders", 9L));
  }

  @Test
  void soManyBreakersAroundOneMapAreToldApartAndNoMore() {
    FakeMap map = new FakeMap("orders");
    Map<String, MetricData> metrics =
        Mapped.recording(
                RecordingSettings.PRODUCTION,
                () -> {
                  map.created();
                  for (int breaker = 1; breaker <= 100; breaker++) {
                    map.breaker(breaker, "closed", "closed", 0);
                  }
                })
            .metrics();
    assertThat(longs(metrics, MetricCatalog.BREAKER_COUNT, "hashmap.breaker.state"))
        .isEqualTo(Map.of("closed", 17L, "half-open", 0L, "open", 0L));
  }

  @Test
  void growthIsTheExemplarOfItsDurations() {
    FakeMap map = new FakeMap("orders");
    Mapped mapped = Mapped.recording(RecordingSettings.PRODUCTION, () -> everything(map));
    String growth = mapped.span(SpanCatalog.GROWTH).getSpanId();
    Map<String, MetricData> metrics = mapped.metrics();
    for (Metric metric :
        Set.of(MetricCatalog.GROWTH_DURATION, MetricCatalog.GROWTH_STALL_DURATION)) {
      assertThat(histogram(metrics, metric).getExemplars())
          .singleElement()
          .satisfies(
              exemplar -> assertThat(exemplar.getSpanContext().getSpanId()).isEqualTo(growth));
    }
  }

  @Test
  void activeSpanIsTheExemplarOfASampledOperation() {
    FakeMap map = new FakeMap("orders");
    try (ActiveTrace.Registration installed =
        ActiveTrace.install(event -> event.setTrace(1, 2, 3, true))) {
      assertThat(installed).isNotNull();
      Map<String, MetricData> metrics =
          Mapped.recording(RecordingSettings.PRODUCTION, () -> everything(map)).metrics();
      assertThat(histogram(metrics, MetricCatalog.OPERATION_DURATION).getExemplars())
          .singleElement()
          .satisfies(
              exemplar ->
                  assertThat(exemplar.getSpanContext().getSpanId()).isEqualTo("0000000000000003"));
    }
  }

  @Test
  void activeSpanIsTheExemplarOfALockWaitAndOfABatchOfDeletions() {
    FakeMap map = new FakeMap("orders");
    try (ActiveTrace.Registration installed =
        ActiveTrace.install(event -> event.setTrace(1, 2, 3, true))) {
      assertThat(installed).isNotNull();
      Map<String, MetricData> metrics =
          Mapped.recording(RecordingSettings.PRODUCTION, () -> everything(map)).metrics();
      for (Metric metric :
          Set.of(MetricCatalog.LOCK_WAIT_DURATION, MetricCatalog.DELETION_DURATION)) {
        assertThat(histogram(metrics, metric).getExemplars())
            .as(metric.name())
            .singleElement()
            .satisfies(
                exemplar ->
                    assertThat(exemplar.getSpanContext().getSpanId())
                        .isEqualTo("0000000000000003"));
      }
    }
  }

  @Test
  void countersAreTheTotalsOfTheMapAndNotANumberOfEvents() {
    FakeMap map = new FakeMap("orders");
    Map<String, MetricData> metrics =
        Mapped.recording(
                RecordingSettings.PRODUCTION,
                () -> {
                  map.created();
                  map.statistics(100, 0, false);
                  map.statistics(250, 0, false);
                  map.statistics(1000, 0, true);
                })
            .metrics();
    assertThat(longs(metrics, MetricCatalog.OPERATIONS, "hashmap.operation"))
        .isEqualTo(Map.of("put", 1000L, "remove", 5L));
    assertThat(only(metrics, MetricCatalog.CHAINS_EVACUATED)).isEqualTo(10);
    assertThat(only(metrics, MetricCatalog.ENTRIES_MOVED)).isEqualTo(70);
  }

  @Test
  void growthsWhoseEventsAreMissingAreCountedWithoutAReason() {
    FakeMap map = new FakeMap("orders");
    Map<String, MetricData> metrics =
        Mapped.recording(
                RecordingSettings.PRODUCTION,
                () -> {
                  map.created();
                  map.statistics(100, 4, false);
                  map.growOnce(5);
                  map.growthStarted(6);
                  map.statistics(200, 7, false);
                })
            .metrics();
    assertThat(longs(metrics, MetricCatalog.GROWTHS, "hashmap.growth.reason"))
        .isEqualTo(Map.of("load", 2L, "overflow", 0L, "prepared", 0L, "unknown", 5L));
  }

  @Test
  void mapsOfOneNameAreAddedUp() {
    FakeMap first = new FakeMap("orders");
    FakeMap second = new FakeMap("orders");
    Map<String, MetricData> metrics =
        Mapped.recording(
                RecordingSettings.PRODUCTION,
                () -> {
                  first.created();
                  second.created();
                  first.statistics(10, 0, false);
                  second.statistics(30, 0, false);
                })
            .metrics();
    assertThat(only(metrics, MetricCatalog.ENTRY_COUNT)).isEqualTo(120);
    assertThat(only(metrics, MetricCatalog.BUCKET_COUNT)).isEqualTo(32);
    assertThat(only(metrics, MetricCatalog.OVERFLOW_BUCKET_COUNT)).isEqualTo(4);
    assertThat(only(metrics, MetricCatalog.HOLE_COUNT)).isEqualTo(2);
    assertThat(only(metrics, MetricCatalog.MEMORY_USED)).isEqualTo(18_000);
    assertThat(ratio(metrics, MetricCatalog.LOAD_FACTOR)).isEqualTo(3.75);
    assertThat(ratio(metrics, MetricCatalog.GROWTH_PROGRESS)).isEqualTo(0.25);
    assertThat(longs(metrics, MetricCatalog.OPERATIONS, "hashmap.operation"))
        .containsEntry("put", 40L);
  }

  @Test
  void fullestMapWithALimitTellsHowNearTheNameIsToIt() {
    FakeMap free = new FakeMap("orders");
    FakeMap half = new FakeMap("orders").limitedTo(120);
    FakeMap nearly = new FakeMap("orders").limitedTo(64);
    FakeMap other = new FakeMap("unlimited");
    Map<String, MetricData> metrics =
        Mapped.recording(
                RecordingSettings.PRODUCTION,
                () -> {
                  for (FakeMap map : List.of(free, half, nearly, other)) {
                    map.created();
                    map.statistics(60, 0, false);
                  }
                })
            .metrics();
    // 60 entries in each.
    assertThat(metrics.get("hashmap.entry.utilization").getDoubleGaugeData().getPoints())
        .singleElement()
        .satisfies(point -> assertThat(point.getValue()).isEqualTo(60.0 / 64));
  }

  @Test
  void pausesOfTheCollectorAreRecordedThoughTheyAreOfNoMap() {
    Map<String, MetricData> metrics =
        Mapped.recording(RecordingSettings.PRODUCTION, System::gc).metrics();
    HistogramPointData pauses = histogram(metrics, MetricCatalog.GC_PAUSE_DURATION);
    assertThat(pauses.getCount()).isPositive();
    assertThat(pauses.getSum()).isBetween(1e-6, 10.0);
    assertThat(pauses.getAttributes().isEmpty()).isTrue();
  }

  @Test
  void stateOfACollectedMapIsToldNoMoreButItsTotalsStay() {
    FakeMap map = new FakeMap("orders");
    Map<String, MetricData> metrics =
        Mapped.recording(
                RecordingSettings.PRODUCTION,
                () -> {
                  map.created();
                  map.statistics(10, 0, false);
                  map.statistics(11, 0, true);
                })
            .metrics();
    assertThat(metrics)
        .doesNotContainKeys("hashmap.entry.count", "hashmap.load_factor")
        .containsKey("hashmap.operations");
  }

  @Test
  void namesBeyondTheLimitShareASeries() {
    Map<String, MetricData> metrics =
        Mapped.recording(
                RecordingSettings.PRODUCTION,
                () -> {
                  for (String name : new String[] {"a", "b", "c", "d", "e"}) {
                    new FakeMap(name).created().statistics(1, 0, false);
                  }
                })
            .metrics();
    assertThat(longs(metrics, MetricCatalog.ENTRY_COUNT, "hashmap.name"))
        .isEqualTo(Map.of("a", 60L, "b", 60L, "c", 60L, "(other)", 120L));
  }

  @Test
  void misusesAndBoundariesAreCountedByKind() {
    FakeMap map = new FakeMap("orders");
    Map<String, MetricData> metrics =
        Mapped.recording(RecordingSettings.PRODUCTION, () -> everything(map)).metrics();
    assertThat(longs(metrics, MetricCatalog.MISUSES, "hashmap.misuse"))
        .isEqualTo(
            Map.of("changed-during-write", 1L, "changed-during-iteration", 0L, "long-chain", 0L));
    assertThat(longs(metrics, MetricCatalog.BOUNDARIES, "hashmap.boundary"))
        .isEqualTo(Map.of("last-chain-evacuated", 1L));
  }

  private static void everything(FakeMap map) {
    map.limitedTo(80).created();
    map.growOnce(1);
    map.put();
    map.delete();
    map.sample("get");
    map.boundary();
    map.misuse();
    map.lockWait("write");
    map.eviction(7);
    map.deletionBatch("purge");
    map.deadlineMiss("late");
    map.breaker("closed", "open", 0);
    map.statistics(100, 1, false);
    System.gc();
  }

  private static MetricCatalog.Kind kind(MetricData data) {
    return switch (data.getType()) {
      case HISTOGRAM -> MetricCatalog.Kind.HISTOGRAM;
      case DOUBLE_GAUGE, LONG_GAUGE -> MetricCatalog.Kind.GAUGE;
      case LONG_SUM -> {
        assertThat(data.getLongSumData().getAggregationTemporality())
            .isEqualTo(AggregationTemporality.CUMULATIVE);
        yield data.getLongSumData().isMonotonic()
            ? MetricCatalog.Kind.COUNTER
            : MetricCatalog.Kind.UP_DOWN_COUNTER;
      }
      default -> throw new AssertionError(data.getType());
    };
  }

  private static HistogramPointData histogram(Map<String, MetricData> metrics, Metric metric) {
    return metrics.get(metric.name()).getHistogramData().getPoints().iterator().next();
  }

  private static long only(Map<String, MetricData> metrics, Metric metric) {
    Map<String, Long> points = longs(metrics, metric, "hashmap.name");
    assertThat(points).hasSize(1);
    return points.values().iterator().next();
  }

  private static double ratio(Map<String, MetricData> metrics, Metric metric) {
    DoublePointData point =
        metrics.get(metric.name()).getDoubleGaugeData().getPoints().iterator().next();
    return point.getValue();
  }

  static Map<String, Long> longs(Map<String, MetricData> metrics, Metric metric, String key) {
    return metrics.get(metric.name()).getLongSumData().getPoints().stream()
        .collect(
            Collectors.toMap(
                point -> point.getAttributes().get(AttributeKey.stringKey(key)),
                LongPointData::getValue));
  }

  private static Set<String> keys(Attributes attributes) {
    return attributes.asMap().keySet().stream()
        .map(AttributeKey::getKey)
        .collect(Collectors.toCollection(TreeSet::new));
  }

  private static Map<String, Object> further(Attributes attributes) {
    Map<String, Object> further = new TreeMap<>();
    attributes.forEach((key, value) -> further.put(key.getKey(), value));
    further.keySet().removeAll(BOTH);
    return further;
  }
}
