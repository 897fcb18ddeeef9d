package io.mapscope.flame;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.mapscope.attach.AttachException;
import io.mapscope.events.ActiveTrace;
import io.mapscope.events.recording.CheckedRecording;
import io.mapscope.flame.record.Engine;
import io.mapscope.flame.record.RecordingPlan;
import io.mapscope.flame.record.TracedMethod;
import io.opentelemetry.proto.profiles.v1development.Link;
import io.opentelemetry.proto.profiles.v1development.Profile;
import io.opentelemetry.proto.profiles.v1development.ProfilesData;
import io.opentelemetry.proto.profiles.v1development.Sample;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.ToLongFunction;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import jdk.jfr.FlightRecorder;
import jdk.jfr.Name;
import jdk.jfr.RecordingState;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.EnabledForJreRange;
import org.junit.jupiter.api.condition.JRE;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

@DisabledOnOs(OS.WINDOWS)
class GrowthProfilerTest {

  private static final String REHASH = BusyGrowth.ProbingTable.class.getName() + ".rehash";
  private static final RecordingPlan PLAN =
      RecordingPlan.ofJdkMaps()
          .tracing(List.of(TracedMethod.parse(REHASH)))
          .from(Duration.ofMillis(1));

  private static final Duration PATIENCE = Duration.ofSeconds(60);

  @TempDir Path folder;

  static Stream<Engine> engines() {
    return Arrays.stream(Engine.values())
        .filter(engine -> engine != Engine.FLIGHT_RECORDER || Runtime.version().feature() >= 25);
  }

  @ParameterizedTest
  @MethodSource("engines")
  void whatIsBusyInsideOfGrowthsShowsUpInsideAndOnlyThere(Engine engine) throws Exception {
    FlameGraphs graphs = FlameGraphs.of(record(engine));

    for (String map : List.of(BusyGrowth.ProbingTable.class.getName(), "busy")) {
      String inside = collapsed(graphs, FlameRequest.of(During.GROWTH, SampleKind.CPU).ofMap(map));
      assertThat(count(inside, "BusyGrowth.spinInGrowth")).as(map).isPositive();
      assertThat(count(inside, "spinElsewhere")).as(map).isZero();
      assertMostly(count(inside, "BusyGrowth.spinInGrowth"), count(inside, "BusyGrowth.spinInPut"));
    }
    String outside = collapsed(graphs, FlameRequest.of(During.STEADY, SampleKind.CPU));
    assertThat(count(outside, "BusyGrowth.spinElsewhere")).isPositive();
    assertMostly(
        count(outside, "BusyGrowth.spinElsewhere"), count(outside, "BusyGrowth.spinInGrowth"));
  }

  @ParameterizedTest
  @MethodSource("engines")
  void profilesLinkToTheSpanThatWasActive(Engine engine) throws Exception {
    FlameGraphs graphs;
    try (ActiveTrace.Registration hook =
        ActiveTrace.install(event -> event.setTrace(0xA, 0xB, 0xC, true))) {
      assertThat(hook).isNotNull();
      graphs = FlameGraphs.of(record(engine));
    }
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    long samples = graphs.otlp(FlameRequest.of(During.GROWTH, SampleKind.CPU), out);

    ProfilesData data = ProfilesData.parseFrom(out.toByteArray());
    Set<Integer> links = new TreeSet<>();
    long told = 0;
    for (Profile profile : data.getResourceProfiles(0).getScopeProfiles(0).getProfilesList()) {
      for (Sample sample : profile.getSamplesList()) {
        links.add(sample.getLinkIndex());
        told += sample.getTimestampsUnixNanoCount();
      }
    }
    // Those of the map that tells its trace, and those of the table that does not.
    assertThat(links).containsExactly(0, 1);
    assertThat(told).isEqualTo(samples);
    Link link = data.getDictionary().getLinkTable(1);
    assertThat(ByteBuffer.wrap(link.getTraceId().toByteArray()))
        .isEqualTo(ByteBuffer.allocate(16).putLong(0xA).putLong(0xB).flip());
    assertThat(ByteBuffer.wrap(link.getSpanId().toByteArray()))
        .isEqualTo(ByteBuffer.allocate(8).putLong(0xC).flip());
    assertThat(data.getDictionary().getLinkTable(0))
        .isEqualTo(
            Link.newBuilder()
                .setTraceId(com.google.protobuf.ByteString.copyFrom(new byte[16]))
                .setSpanId(com.google.protobuf.ByteString.copyFrom(new byte[8]))
                .build());
  }

  /** As OpenTelemetry's library writes it. */
  @Name("io.opentelemetry.context.Scope")
  static final class Scope extends jdk.jfr.Event {
    String traceId;
    String spanId;

    Scope(String traceId, String spanId) {
      this.traceId = traceId;
      this.spanId = spanId;
    }
  }

  @ParameterizedTest
  @MethodSource("engines")
  void growthsOfOtherMapsLinkToTheScopeAroundThem(Engine engine) throws Exception {
    Path file = folder.resolve("growth.jfr");
    try (GrowthProfiler profiler = GrowthProfiler.start(PLAN, engine)) {
      Scope scope = new Scope("000000000000000a000000000000000b", "000000000000000c");
      scope.begin();
      rounds();
      scope.commit();
      profiler.stop(file);
    }
    FlameRequest table =
        FlameRequest.of(During.GROWTH, SampleKind.CPU)
            .ofMap(BusyGrowth.ProbingTable.class.getName());
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    assertThat(FlameGraphs.of(file).otlp(table, out)).isPositive();

    Link link = ProfilesData.parseFrom(out.toByteArray()).getDictionary().getLinkTable(1);
    assertThat(ByteBuffer.wrap(link.getTraceId().toByteArray()))
        .isEqualTo(ByteBuffer.allocate(16).putLong(0xA).putLong(0xB).flip());
    assertThat(ByteBuffer.wrap(link.getSpanId().toByteArray()))
        .isEqualTo(ByteBuffer.allocate(8).putLong(0xC).flip());
  }

  /** Also of what takes no processor's time; by async-profiler alone. */
  @Test
  void theClockOfTheWallIsSampledInsideOfGrowthsAndOutside() throws Exception {
    FlameGraphs graphs = FlameGraphs.of(record(Engine.ASYNC_PROFILER));

    String inside = collapsed(graphs, FlameRequest.of(During.GROWTH, SampleKind.WALL));
    assertThat(count(inside, "BusyGrowth.spinInGrowth")).isPositive();
    assertThat(count(inside, "spinElsewhere")).isZero();
    String outside = collapsed(graphs, FlameRequest.of(During.STEADY, SampleKind.WALL));
    assertThat(count(outside, "BusyGrowth.spinElsewhere")).isPositive();
    // Those that wait all the time are never in a growth.
    assertThat(count(outside, "")).isGreaterThan(count(outside, "BusyGrowth"));
  }

  @ParameterizedTest
  @MethodSource("engines")
  void oneAtATimeAndNothingAfterwards(Engine engine) throws Exception {
    try (GrowthProfiler profiler = GrowthProfiler.start(PLAN, engine)) {
      if (engine == Engine.ASYNC_PROFILER) {
        assertThatThrownBy(() -> GrowthProfiler.start(PLAN, engine))
            .isInstanceOf(AttachException.class)
            .hasMessageContaining("one recording at a time");
      }
      profiler.stop(folder.resolve("first.jfr"));
      assertThatThrownBy(() -> profiler.stop(folder.resolve("second.jfr")))
          .isInstanceOf(IllegalStateException.class);
    }
    assertThat(FlightRecorder.getFlightRecorder().getRecordings()).isEmpty();
    GrowthProfiler.start(PLAN, engine).close();
    assertThat(FlightRecorder.getFlightRecorder().getRecordings()).isEmpty();
    assertThat(folder.resolve("second.jfr")).doesNotExist();
  }

  @ParameterizedTest
  @MethodSource("engines")
  void aRecordingThatHasEndedByItsLimitIsHandedOver(Engine engine) throws Exception {
    Path file = folder.resolve("ended.jfr");
    try (GrowthProfiler profiler =
        GrowthProfiler.start(PLAN.limitedTo(Duration.ofSeconds(1)), engine)) {
      await().atMost(PATIENCE).until(GrowthProfilerTest::nothingIsRecorded);
      profiler.stop(file);
    }
    CheckedRecording.of(file, Set.of());
    assertThat(nothingIsRecorded()).isTrue();
  }

  @Test
  @EnabledForJreRange(min = JRE.JAVA_25)
  void aRecordingThatCannotBeWrittenIsOverAllTheSame() throws Exception {
    Set<Path> before = privateFolders();
    try (GrowthProfiler profiler = GrowthProfiler.start(PLAN, Engine.FLIGHT_RECORDER)) {
      Set<Path> ours = privateFolders();
      ours.removeAll(before);
      for (Path gone : ours) {
        try (Stream<Path> content = Files.walk(gone)) {
          content.sorted(Comparator.reverseOrder()).forEach(path -> path.toFile().delete());
        }
      }
      assertThatThrownBy(() -> profiler.stop(folder.resolve("growth.jfr")))
          .isInstanceOf(IOException.class);
    }
    assertThat(FlightRecorder.getFlightRecorder().getRecordings()).isEmpty();
  }

  private static Set<Path> privateFolders() throws IOException {
    String prefix = "mapscope-record-" + ProcessHandle.current().pid() + "-";
    try (Stream<Path> all = Files.list(Path.of(System.getProperty("java.io.tmpdir")))) {
      return all.filter(path -> path.getFileName().toString().startsWith(prefix))
          .collect(Collectors.toCollection(TreeSet::new));
    }
  }

  private static boolean nothingIsRecorded() {
    BusyGrowth.round();
    return FlightRecorder.getFlightRecorder().getRecordings().stream()
        .noneMatch(recording -> recording.getState() == RecordingState.RUNNING);
  }

  /** Samples are few and clocks are two: what the machine itself disturbs is a small part. */
  private static void assertMostly(long expected, long stray) {
    assertThat(stray).as("beside %d", expected).isLessThanOrEqualTo(expected / 5 + 1);
  }

  private Path record(Engine engine) throws Exception {
    Path file = folder.resolve("growth.jfr");
    try (GrowthProfiler profiler = GrowthProfiler.start(PLAN, engine)) {
      rounds();
      profiler.stop(file);
    }
    return file;
  }

  private static void rounds() {
    for (int i = 0; i < 8; i++) {
      BusyGrowth.round();
    }
  }

  static String collapsed(FlameGraphs graphs, FlameRequest request) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    graphs.collapsed(request, out);
    return out.toString(StandardCharsets.UTF_8);
  }

  /** Samples whose stack has the method. */
  static long count(String collapsed, String method) {
    ToLongFunction<String> number =
        line -> Long.parseLong(line.substring(line.lastIndexOf(' ') + 1));
    return collapsed.lines().filter(line -> line.contains(method)).mapToLong(number).sum();
  }
}
