package io.mapscope.flame.record;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;
import static org.awaitility.Awaitility.await;

import io.mapscope.attach.AttachException;
import io.mapscope.flame.ChildJvm;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import jdk.jfr.consumer.RecordedEvent;
import jdk.jfr.consumer.RecordedFrame;
import jdk.jfr.consumer.RecordingFile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledForJreRange;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.JRE;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

@EnabledOnOs({OS.LINUX, OS.MAC})
class AttachedRecordingTest {

  private static final RecordingPlan PLAN =
      RecordingPlan.ofJdkMaps().tracing(TracedMethod.ARRAYS).from(Duration.ofNanos(1000));

  @TempDir Path folder;

  static Stream<Engine> engines() {
    return Arrays.stream(Engine.values())
        .filter(engine -> engine != Engine.FLIGHT_RECORDER || Runtime.version().feature() >= 25);
  }

  @ParameterizedTest
  @MethodSource("engines")
  void tellsEachKindOfMapThatGrewWithItsLineAndSamplesIntoTheSameFile(Engine engine)
      throws Exception {
    try (ChildJvm jvm = ChildJvm.run(GrowingMaps.class)) {
      Instant before = Instant.now();
      Path recording = record(jvm, engine);
      List<RecordedEvent> growths = growths(recording);

      Set<String> traced =
          PLAN.methods().stream()
              .filter(method -> !method.methodName().equals("helpTransfer"))
              .filter(engine::traces)
              // Flight Recorder has one threshold, which long chains are below.
              .filter(method -> method.hasThreshold() || engine == Engine.ASYNC_PROFILER)
              .map(method -> method.className() + "." + method.methodName())
              .collect(Collectors.toSet());
      assertThat(growths.stream().map(AttachedRecordingTest::method)).containsAll(traced);
      assertThat(growths)
          .filteredOn(event -> "grower".equals(event.getThread().getJavaName()))
          .allMatch(event -> stack(event).contains(GrowingMaps.class.getName() + ".fill"))
          .anyMatch(event -> stack(event).contains("java.util.HashSet.add"))
          .anyMatch(event -> stack(event).contains(GrowingMaps.class.getName() + ".fillHashMap"));
      assertThat(growths)
          .allSatisfy(
              event ->
                  assertThat(event.getStartTime())
                      .isBetween(before.minusSeconds(1), Instant.now().plusSeconds(1)));

      Set<String> types = new TreeSet<>();
      for (RecordedEvent event : RecordingFile.readAllEvents(recording)) {
        types.add(event.getEventType().getName());
      }
      assertThat(types).contains("jdk.ExecutionSample", "jdk.MethodTrace", "jdk.GCPhasePause");
      assertThat(types)
          .containsAnyOf("jdk.ObjectAllocationInNewTLAB", "jdk.ObjectAllocationSample");
      assertThat(types.contains("profiler.WallClockSample"))
          .isEqualTo(engine == Engine.ASYNC_PROFILER);
    }
  }

  @ParameterizedTest
  @MethodSource("engines")
  void leavesTheProgramAsItWas(Engine engine) throws Exception {
    try (ChildJvm jvm = ChildJvm.run(GrowingMaps.class)) {
      Set<String> before = programThreads(jvm);
      record(jvm, engine);

      assertThat(programThreads(jvm)).isEqualTo(before);
      assertThat(jvm.jcmd("JFR.check")).contains("No available recordings");
      assertThat(privateFolders()).isEmpty();
      assertThat(jvm.jcmd("Thread.print")).doesNotContain("Async-profiler");
      // Nothing is traced any more: a recording that asks for no methods gets none.
      RecordingPlan none =
          new RecordingPlan(List.of(), Duration.ZERO, Set.of(Sampling.CPU), Duration.ofMinutes(1));
      assertThat(growths(record(jvm, engine, none))).isEmpty();
      assertThat(growths(record(jvm, engine))).isNotEmpty();
    }
  }

  /** The library has to be readable for that user and the recording writable, for nobody else. */
  @ParameterizedTest
  @MethodSource("engines")
  void rootRecordsAProgramOfAnotherUser(Engine engine) throws Exception {
    assumeThat(System.getProperty("user.name")).as("only root may").isEqualTo("root");
    assumeThat(Path.of("/usr/bin/setpriv")).exists();
    List<String> asNobody = List.of("setpriv", "--reuid=nobody", "--clear-groups");
    try (ChildJvm jvm = ChildJvm.run(asNobody, GrowingMaps.class)) {
      assertThat(growths(record(jvm, engine))).isNotEmpty();
      assertThat(privateFolders()).isEmpty();
    }
  }

  @ParameterizedTest
  @MethodSource("engines")
  void closingDropsTheRecording(Engine engine) throws Exception {
    try (ChildJvm jvm = ChildJvm.run(GrowingMaps.class)) {
      AttachedRecording.start(jvm.pid(), PLAN, engine).close();

      assertThat(jvm.jcmd("JFR.check")).contains("No available recordings");
      assertThat(privateFolders()).isEmpty();
    }
  }

  @Test
  void aProgramThatIsBeingProfiledIsLeftAlone() throws Exception {
    try (ChildJvm jvm = ChildJvm.run(GrowingMaps.class);
        AttachedRecording first = AttachedRecording.start(jvm.pid(), PLAN, Engine.ASYNC_PROFILER)) {
      assertThatThrownBy(() -> AttachedRecording.start(jvm.pid(), PLAN, Engine.ASYNC_PROFILER))
          .isInstanceOf(AttachException.class)
          .hasMessageContaining("is being profiled by async-profiler already")
          .hasMessageContaining("asprof stop " + jvm.pid());

      jvm.request("grown");
      first.finish(folder.resolve("first.jfr"));
      assertThat(growths(folder.resolve("first.jfr"))).isNotEmpty();
    }
  }

  @Test
  @EnabledForJreRange(min = JRE.JAVA_25)
  void aRecordingThatNobodyHasStoppedIsReplaced() throws Exception {
    try (ChildJvm jvm = ChildJvm.run(GrowingMaps.class)) {
      jvm.jcmd("JFR.start", "name=mapscope-record");

      assertThat(growths(record(jvm, Engine.FLIGHT_RECORDER))).isNotEmpty();
      assertThat(jvm.jcmd("JFR.check")).contains("No available recordings");
    }
  }

  @Test
  @EnabledForJreRange(max = JRE.JAVA_24)
  void flightRecorderOfAnEarlierJdkIsRefused() throws Exception {
    try (ChildJvm jvm = ChildJvm.run(GrowingMaps.class)) {
      assertThatThrownBy(() -> AttachedRecording.start(jvm.pid(), PLAN, Engine.FLIGHT_RECORDER))
          .isInstanceOf(AttachException.class)
          .hasMessageContaining("--engine async-profiler");
    }
  }

  @Test
  void aProgramThatLetsNobodyAttachIsToldToBeStartedWithTheFlags() throws Exception {
    try (ChildJvm jvm = ChildJvm.run(GrowingMaps.class, "-XX:+DisableAttachMechanism")) {
      assertThatThrownBy(() -> AttachedRecording.start(jvm.pid(), PLAN, null))
          .isInstanceOf(AttachException.class)
          .hasMessageContaining("does not let anybody attach")
          .hasMessageContaining("mapscope record --print-flags");
    }
  }

  @ParameterizedTest
  @MethodSource("engines")
  void aProgramThatEndsMeanwhileIsTold(Engine engine) throws Exception {
    try (ChildJvm jvm = ChildJvm.run(GrowingMaps.class);
        AttachedRecording recording = AttachedRecording.start(jvm.pid(), PLAN, engine)) {
      jvm.kill();

      assertThatThrownBy(() -> recording.finish(folder.resolve("out.jfr")))
          .isInstanceOf(AttachException.class)
          .hasMessageContaining("ended before its recording was saved");
      assertThat(folder.resolve("out.jfr")).doesNotExist();
    }
  }

  @ParameterizedTest
  @MethodSource("engines")
  void aRecordingThatHasEndedByItsLimitIsHandedOver(Engine engine) throws Exception {
    RecordingPlan brief = PLAN.limitedTo(Duration.ofSeconds(1));
    Path file = folder.resolve("ended.jfr");
    try (ChildJvm jvm = ChildJvm.run(GrowingMaps.class);
        AttachedRecording recording = AttachedRecording.start(jvm.pid(), brief, engine)) {
      await()
          .atMost(Duration.ofSeconds(60))
          .until(() -> jvm.jcmd("JFR.check").contains("No available recordings"));

      assertThat(recording.finish(file)).isEmpty();
      assertThat(growths(file)).isNotEmpty();
      assertThat(privateFolders()).isEmpty();
    }
  }

  private Path record(ChildJvm jvm, Engine engine) throws Exception {
    return record(jvm, engine, PLAN);
  }

  private Path record(ChildJvm jvm, Engine engine, RecordingPlan plan) throws Exception {
    Path file = Files.createTempFile(folder, "recording", ".jfr");
    try (AttachedRecording recording = AttachedRecording.start(jvm.pid(), plan, engine)) {
      assertThat(recording.engine()).isEqualTo(engine);
      jvm.request("grown");
      recording.finish(file);
    }
    return file;
  }

  /** Those of the JVM come and go: compilers, collectors, Flight Recorder's own. */
  private static Set<String> programThreads(ChildJvm jvm) {
    return jvm.jcmd("Thread.print")
        .lines()
        .filter(line -> line.matches("\"[^\"]+\" #.*"))
        .map(line -> line.substring(1, line.indexOf('"', 1)))
        .filter(name -> !name.matches("JFR .*|Attach Listener|C[12] CompilerThread.*"))
        .collect(Collectors.toCollection(TreeSet::new));
  }

  /** Those that the program still has open or mapped do not count: they are gone for others. */
  private static List<String> privateFolders() throws IOException {
    List<String> found = new ArrayList<>();
    try (Stream<Path> files = Files.list(Path.of(System.getProperty("java.io.tmpdir")))) {
      files
          .map(Path::toString)
          .filter(name -> name.contains(PrivateFolder.PREFIX))
          .forEach(found::add);
    }
    return found;
  }

  static List<RecordedEvent> growths(Path file) throws IOException {
    return RecordingFile.readAllEvents(file).stream()
        .filter(event -> event.getEventType().getName().equals("jdk.MethodTrace"))
        .toList();
  }

  private static String method(RecordedEvent event) {
    var method = event.<jdk.jfr.consumer.RecordedMethod>getValue("method");
    return method == null
        ? stack(event).get(0)
        : method.getType().getName() + "." + method.getName();
  }

  private static List<String> stack(RecordedEvent event) {
    List<String> names = new ArrayList<>();
    for (RecordedFrame frame : event.getStackTrace().getFrames()) {
      names.add(frame.getMethod().getType().getName() + "." + frame.getMethod().getName());
    }
    return names;
  }
}
