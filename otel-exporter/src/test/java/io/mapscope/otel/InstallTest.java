package io.mapscope.otel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.mapscope.events.MapscopeEvents;
import io.mapscope.map.FakeMap;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.context.Scope;
import io.opentelemetry.sdk.OpenTelemetrySdk;
import io.opentelemetry.sdk.metrics.SdkMeterProvider;
import io.opentelemetry.sdk.metrics.data.MetricData;
import io.opentelemetry.sdk.testing.exporter.InMemoryMetricReader;
import io.opentelemetry.sdk.testing.exporter.InMemorySpanExporter;
import io.opentelemetry.sdk.trace.IdGenerator;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.opentelemetry.sdk.trace.export.SimpleSpanProcessor;
import io.opentelemetry.sdk.trace.samplers.Sampler;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The program's own SDK, its spans and metrics in memory. */
class InstallTest {

  private final InMemorySpanExporter spans = InMemorySpanExporter.create();
  private InMemoryMetricReader metrics;
  private OpenTelemetrySdk sdk;

  @BeforeEach
  void openAPlainOne() {
    use(IdGenerator.random(), Sampler.parentBased(Sampler.alwaysOn()));
  }

  /** Instead of the last one, which has exported nothing. */
  private void use(IdGenerator ids, Sampler sampler) {
    metrics = InMemoryMetricReader.create();
    sdk =
        OpenTelemetrySdk.builder()
            .setTracerProvider(
                SdkTracerProvider.builder()
                    .setIdGenerator(ids)
                    .setSampler(sampler)
                    .addSpanProcessor(SimpleSpanProcessor.create(spans))
                    .build())
            .setMeterProvider(SdkMeterProvider.builder().registerMetricReader(metrics).build())
            .build();
  }

  @AfterEach
  void close() {
    sdk.close();
  }

  @Test
  void stepStandsBelowItsRequestAndTheGrowthLinksToIt() throws Exception {
    request(new FakeMap("orders"), MapTelemetry.builder());
    assertStepBelowRequest();
  }

  @Test
  void withTheGeneratorIdsAreComputed() throws Exception {
    use(MapTelemetry.idGenerator(IdGenerator.random()), MapTelemetry.sampler(Sampler.alwaysOn()));
    request(new FakeMap("orders"), MapTelemetry.builder());
    assertStepBelowRequest();
    try (MapTelemetry telemetry = MapTelemetry.install(sdk)) {
      assertThat(telemetry.summary().spans()).isEmpty();
    }
    assertThat(spans()).extracting(SpanData::getName).doesNotContain("mapscope.probe");
  }

  @Test
  void requestThatIsNotSampledGetsNoSpanBelowIt() throws Exception {
    use(IdGenerator.random(), Sampler.alwaysOff());
    request(new FakeMap("orders"), MapTelemetry.builder().keepStalls(Duration.ofNanos(1)));
    assertThat(spans()).isEmpty();
    assertThat(metrics.collectAllMetrics()).isNotEmpty();
  }

  @Test
  void slowGrowthIsKeptAgainstTheSamplerOnceItIsOurs() throws Exception {
    use(MapTelemetry.idGenerator(IdGenerator.random()), MapTelemetry.sampler(Sampler.alwaysOff()));
    request(new FakeMap("orders"), MapTelemetry.builder().keepStalls(Duration.ofNanos(1)));
    SpanData growth = span("hashmap.growth");
    assertThat(span("hashmap.grow_work").getParentSpanId()).isEqualTo(growth.getSpanId());
    assertThat(spans()).hasSize(2);
  }

  @Test
  void closeLeavesNoThreadAndNoMetricInTheProgramsSdk() throws Exception {
    // The first one starts threads of the JDK that stay for good.
    MapTelemetry.install(sdk).close();
    Set<Thread> before = Thread.getAllStackTraces().keySet();
    request(new FakeMap("orders"), MapTelemetry.builder());
    Awaitility.await()
        .untilAsserted(
            () ->
                assertThat(Thread.getAllStackTraces().keySet().stream().filter(Thread::isAlive))
                    .filteredOn(thread -> !thread.getName().equals("awaitility-thread"))
                    .isSubsetOf(before));
    assertThat(metrics.collectAllMetrics())
        .extracting(MetricData::getName)
        .doesNotContain("hashmap.entry.count", "mapscope.events.received");
    // The hook is out again, the program's SDK open.
    spans.reset();
    Span after = sdk.getTracer("program").spanBuilder("after").startSpan();
    after.end();
    assertThat(spans()).hasSize(1);
  }

  @Test
  void eventsThresholdsAndNamesAreTheUsersChoice() throws Exception {
    request(
        new FakeMap("orders"),
        MapTelemetry.builder()
            .event(MapscopeEvents.EVACUATE, true)
            .threshold(MapscopeEvents.GROW_WORK, Duration.ofHours(1))
            .names(name -> name.startsWith("stock")));
    assertThat(spans())
        .extracting(SpanData::getName)
        .contains("hashmap.evacuate", "hashmap.growth")
        .doesNotContain("hashmap.grow_work");
    assertThat(span("hashmap.growth").getAttributes().asMap().values()).contains("(other)");
  }

  @Test
  void samplingOfNothingLeavesWhatStandsBelowSampledRequests() throws Exception {
    request(new FakeMap("orders"), MapTelemetry.builder().sampling(0));
    assertThat(spans())
        .extracting(SpanData::getName)
        .containsExactlyInAnyOrder("request", "hashmap.grow_work");
  }

  @Test
  void destinationsOfOurOwnExcludeTheProgramsTelemetry() {
    MapTelemetry.Builder builder =
        MapTelemetry.builder().openTelemetry(sdk).outputFolder(Path.of("out"));
    assertThatThrownBy(builder::start)
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("outputFolder");
  }

  @Test
  void refusesWhatCannotBe() {
    MapTelemetry.Builder builder = MapTelemetry.builder();
    assertThatThrownBy(() -> builder.event("mapscope.Pit", true))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("mapscope.Pit")
        .hasMessageContaining("mapscope.Put");
    assertThatThrownBy(() -> builder.sampling(1.5)).hasMessageContaining("1.5");
    assertThatThrownBy(() -> builder.keepStalls(Duration.ZERO)).hasMessageContaining("PT0S");
    assertThatThrownBy(() -> builder.threshold(MapscopeEvents.PUT, Duration.ofNanos(-1)))
        .isInstanceOf(IllegalArgumentException.class);
  }

  private void request(FakeMap map, MapTelemetry.Builder builder) throws ExportException {
    MapTelemetry telemetry = builder.openTelemetry(sdk).start();
    Span request = sdk.getTracer("program").spanBuilder("request").startSpan();
    try (Scope active = request.makeCurrent()) {
      assertThat(active).isNotNull();
      map.created();
      map.growOnce(1);
      map.statistics(100, 1, false);
    }
    request.end();
    telemetry.close();
  }

  private void assertStepBelowRequest() {
    SpanData request = span("request");
    SpanData growth = span("hashmap.growth");
    SpanData step = span("hashmap.grow_work");
    assertThat(step.getTraceId()).isEqualTo(request.getTraceId());
    assertThat(step.getParentSpanId()).isEqualTo(request.getSpanId());
    assertThat(step.getLinks())
        .singleElement()
        .satisfies(
            link -> assertThat(link.getSpanContext().getSpanId()).isEqualTo(growth.getSpanId()));
    assertThat(growth.getParentSpanContext().isValid()).isFalse();
    assertThat(growth.getLinks())
        .singleElement()
        .satisfies(
            link -> assertThat(link.getSpanContext().getSpanId()).isEqualTo(request.getSpanId()));
    assertThat(growth.getStartEpochNanos()).isLessThanOrEqualTo(step.getStartEpochNanos());
  }

  private List<SpanData> spans() {
    return spans.getFinishedSpanItems();
  }

  private SpanData span(String name) {
    return spans().stream()
        .filter(span -> span.getName().equals(name))
        .reduce(
            (one, other) -> {
              throw new AssertionError("two spans " + name);
            })
        .orElseThrow(() -> new AssertionError("no span " + name + " in " + spans()));
  }
}
