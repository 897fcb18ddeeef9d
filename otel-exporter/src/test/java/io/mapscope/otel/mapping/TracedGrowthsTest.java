package io.mapscope.otel.mapping;

import static org.assertj.core.api.Assertions.assertThat;

import io.mapscope.otel.catalog.MetricCatalog;
import io.mapscope.otel.catalog.SpanCatalog;
import io.mapscope.otel.traced.CartService;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.api.trace.TraceFlags;
import io.opentelemetry.api.trace.TraceState;
import io.opentelemetry.sdk.metrics.data.HistogramPointData;
import io.opentelemetry.sdk.metrics.data.LongPointData;
import io.opentelemetry.sdk.trace.data.SpanData;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Recordings of {@link CartService}, whose maps nobody instrumented. */
class TracedGrowthsTest {

  private static final String HASH_MAP = "java.util.HashMap";
  private static final String CONCURRENT = "java.util.concurrent.ConcurrentHashMap";
  private static final String SERVICE = CartService.class.getName();

  @ParameterizedTest
  @ValueSource(strings = {"async-profiler.jfr", "flight-recorder.jfr"})
  void growthsAreTheSpansOfTheirLines(String recording) throws IOException {
    List<SpanData> growths = map(recording).spans(SpanCatalog.TRACED_GROWTH);

    assertThat(growths)
        .isNotEmpty()
        .allSatisfy(
            growth -> {
              assertThat(growth.getParentSpanContext().isValid()).isFalse();
              assertThat(growth.getEndEpochNanos() - growth.getStartEpochNanos())
                  .isBetween(1_000_000L, 10_000_000_000L);
              assertThat(text(growth, "hashmap.growth.reason")).isEqualTo("load");
              assertThat(text(growth, "hashmap.growth.method"))
                  .startsWith(text(growth, "hashmap.implementation"));
            });
    assertThat(growths)
        .filteredOn(growth -> text(growth, "code.function.name").endsWith("fillCart"))
        .isNotEmpty()
        .allSatisfy(
            growth -> {
              assertThat(text(growth, "hashmap.implementation")).isEqualTo(HASH_MAP);
              assertThat(text(growth, "thread.name")).isEqualTo("requests");
              long line = growth.getAttributes().get(AttributeKey.longKey("code.line.number"));
              assertThat(text(growth, "hashmap.name")).isEqualTo(SERVICE + ".fillCart:" + line);
            });
    assertThat(growths)
        .filteredOn(growth -> text(growth, "code.function.name").endsWith("fillCatalog"))
        .extracting(growth -> text(growth, "hashmap.implementation"))
        .contains(HASH_MAP);
  }

  @ParameterizedTest
  @ValueSource(strings = {"async-profiler.jfr", "flight-recorder.jfr"})
  void theTableThatAGrowthAllocatesTellsItsCapacity(String recording) throws IOException {
    List<Long> buckets =
        map(recording).spans(SpanCatalog.TRACED_GROWTH).stream()
            .filter(growth -> text(growth, "hashmap.implementation").equals(HASH_MAP))
            .map(
                growth -> growth.getAttributes().get(AttributeKey.longKey("hashmap.buckets.after")))
            .filter(known -> known != null)
            .toList();

    // 400,000 entries at three quarters need 1,048,576 in the end.
    assertThat(buckets).contains(1L << 20).allMatch(capacity -> Long.bitCount(capacity) == 1);
  }

  @ParameterizedTest
  @ValueSource(strings = {"async-profiler.jfr", "flight-recorder.jfr"})
  void growthsInARequestAreLinkedToItsSpan(String recording) throws IOException {
    List<SpanData> growths = map(recording).spans(SpanCatalog.TRACED_GROWTH);

    assertThat(growths)
        .filteredOn(growth -> text(growth, "code.function.name").endsWith("fillCatalog"))
        .isNotEmpty()
        .allMatch(growth -> growth.getLinks().isEmpty());
    // The first and the last request may be cut by the ends of the recording.
    assertThat(growths)
        .filteredOn(growth -> text(growth, "code.function.name").endsWith("fillCart"))
        .flatExtracting(SpanData::getLinks)
        .isNotEmpty()
        .allMatch(link -> link.getSpanContext().getSpanId().equals("00000000000000cd"));
  }

  @Test
  void durationsAndCountsAreMetricsOfTheLine() throws IOException {
    Mapped mapped = map("async-profiler.jfr");
    List<SpanData> growths = mapped.spans(SpanCatalog.TRACED_GROWTH);
    var metrics = mapped.metrics();

    for (var metric : List.of(MetricCatalog.GROWTH_DURATION, MetricCatalog.GROWTH_STALL_DURATION)) {
      assertThat(metrics.get(metric.name()).getHistogramData().getPoints())
          .extracting(HistogramPointData::getCount)
          .satisfies(counts -> assertThat(sum(counts)).isEqualTo(growths.size()));
    }
    assertThat(metrics.get(MetricCatalog.GROWTHS.name()).getLongSumData().getPoints())
        .extracting(LongPointData::getValue)
        .satisfies(counts -> assertThat(sum(counts)).isEqualTo(growths.size()));
    assertThat(mapped.engine.received())
        .containsEntry("jdk.MethodTrace", (long) growths.size())
        .doesNotContainKey("jdk.ObjectAllocationInNewTLAB");
  }

  @Test
  void exportingTwiceGivesTheSameIds() throws IOException {
    assertThat(map("async-profiler.jfr").spans())
        .extracting(SpanData::getSpanId)
        .doesNotHaveDuplicates()
        .isEqualTo(map("async-profiler.jfr").spans().stream().map(SpanData::getSpanId).toList());
  }

  @Test
  void aTableIsMeasuredByTheReferencesOfItsHeap() {
    TableAllocations tables = new TableAllocations();
    tables.allocated(1, 50, "[Ljava.util.HashMap$Node;", 16 + 4 * 64);
    assertThat(tables.buckets(HASH_MAP, 1, 0, 100)).as("heap not known").isZero();
    tables.references(true);
    assertThat(tables.buckets(HASH_MAP, 1, 0, 100)).isEqualTo(64);
    assertThat(tables.buckets(HASH_MAP, 1, 51, 100)).as("before the growth").isZero();
    assertThat(tables.buckets(HASH_MAP, 2, 0, 100)).as("another thread").isZero();
    assertThat(tables.buckets(CONCURRENT, 1, 0, 100)).as("another map").isZero();

    tables.allocated(1, 60, "java.lang.Object[]", 16 + 4 * 64);
    assertThat(tables.buckets("java.util.IdentityHashMap", 1, 0, 100)).isEqualTo(32);
    tables.allocated(1, 70, "[Ljava.util.Hashtable$Entry;", 16 + 4 * 24);
    assertThat(tables.buckets("java.util.Hashtable", 1, 0, 100)).isEqualTo(23);
    tables.references(false);
    tables.allocated(1, 80, "[Ljava/util/concurrent/ConcurrentHashMap$Node;", 16 + 8 * 64);
    assertThat(tables.buckets(CONCURRENT, 1, 0, 100)).isEqualTo(64);
  }

  @Test
  void theInnermostScopeIsTheVictim() {
    ActiveScopes scopes = new ActiveScopes();
    SpanContext outer = span("00000000000000a1");
    SpanContext inner = span("00000000000000a2");
    scopes.ended(1, 2_000_000, 8_000_000, inner);
    scopes.ended(1, 1_000_000, 9_000_000, outer);

    assertThat(scopes.activeIn(1, 3_000_000, 4_000_000)).isEqualTo(inner);
    assertThat(scopes.activeIn(1, 1_500_000, 4_000_000)).isEqualTo(outer);
    assertThat(scopes.activeIn(1, 3_000_000, 9_500_000).isValid()).isFalse();
    assertThat(scopes.activeIn(2, 3_000_000, 4_000_000).isValid()).isFalse();
  }

  private static SpanContext span(String id) {
    return SpanContext.create(
        "000000000000000000000000000000ab", id, TraceFlags.getSampled(), TraceState.getDefault());
  }

  private static long sum(List<? extends Long> counts) {
    return counts.stream().mapToLong(Long::longValue).sum();
  }

  private static String text(SpanData span, String attribute) {
    return span.getAttributes().get(AttributeKey.stringKey(attribute));
  }

  private static Mapped map(String recording) throws IOException {
    Path file = Files.createTempFile("traced", ".jfr");
    try (var in = TracedGrowthsTest.class.getResourceAsStream("traced/" + recording)) {
      Files.write(file, in.readAllBytes());
      return new Mapped().file(file);
    } finally {
      Files.delete(file);
    }
  }
}
