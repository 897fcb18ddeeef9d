package io.mapscope.map;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.toMap;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.mapscope.events.ActiveTrace;
import io.mapscope.events.BoundaryEvent;
import io.mapscope.events.MapscopeEvents;
import io.mapscope.events.MisuseEvent;
import io.mapscope.events.ObservedMaps;
import io.mapscope.events.RecordingSettings;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ConcurrentModificationException;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.LongStream;
import jdk.jfr.Recording;
import jdk.jfr.consumer.RecordedEvent;
import jdk.jfr.consumer.RecordingFile;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a map tells, read again from a recording. */
class MapEventsTest {

  private static final int ENTRIES = 70_000; // past 65,536, and no growth under way

  @TempDir static Path folder;

  private static InstrumentedMap<Long, Long> map;
  private static List<RecordedEvent> all;

  /** One life of a map under the profile settings, recorded once for all tests. */
  private static List<RecordedEvent> events() throws IOException {
    if (all == null) {
      all = record(MapEventsTest::live);
    }
    return all;
  }

  private static void live() {
    map = InstrumentedMap.<Long, Long>builder().name("tested").seed(1).samplingInterval(64).build();
    for (long i = 0; i < ENTRIES; i++) {
      map.put(i, i);
      if (i % 1_000 == 0 && map.growth != null) {
        map.remove(i / 2);
        map.put(i / 2, i);
      }
    }
    for (long i = 0; i < ENTRIES; i++) {
      map.get(i);
    }
    map.remove(-1L);
    Iterator<Long> i = map.keySet().iterator();
    map.remove(0L);
    assertThatExceptionOfType(ConcurrentModificationException.class).isThrownBy(i::next);
  }

  private static List<RecordedEvent> record(Runnable life) throws IOException {
    Path file = folder.resolve("life.jfr");
    try (Recording recording = new Recording(RecordingSettings.PROFILE.configuration())) {
      recording.start();
      life.run();
      ObservedMaps.tellStatistics();
      recording.stop();
      recording.dump(file);
    }
    List<RecordedEvent> read = RecordingFile.readAllEvents(file);
    assertThat(read)
        .as("losses of Flight Recorder itself: give it more memory for this test")
        .noneMatch(e -> e.getEventType().getName().equals("jdk.DataLoss"));
    return read.stream()
        .filter(e -> e.getEventType().getName().startsWith("mapscope."))
        .filter(e -> e.getLong("mapNumber") == map.recorder.mapNumber)
        .toList();
  }

  private static List<RecordedEvent> events(String name) throws IOException {
    return events().stream().filter(e -> e.getEventType().getName().equals(name)).toList();
  }

  private static long sum(List<RecordedEvent> events, String field) {
    return events.stream().mapToLong(e -> e.<Number>getValue(field).longValue()).sum();
  }

  @Test
  void everyKindOfEventIsTold() throws IOException {
    assertThat(events().stream().map(e -> e.getEventType().getName()).distinct())
        .containsExactlyInAnyOrder(
            MapscopeEvents.MAP_CREATED,
            MapscopeEvents.GROWTH_START,
            MapscopeEvents.GROWTH,
            MapscopeEvents.GROW_WORK,
            MapscopeEvents.EVACUATE,
            MapscopeEvents.DELETE,
            MapscopeEvents.PUT,
            MapscopeEvents.OPERATION_SAMPLE,
            MapscopeEvents.MAP_STATISTICS,
            MapscopeEvents.BOUNDARY,
            MapscopeEvents.MISUSE);
  }

  @Test
  void sequenceHasNoGaps() throws IOException {
    long[] numbers =
        events().stream()
            .filter(e -> !e.getEventType().getName().equals(MapscopeEvents.MAP_STATISTICS))
            .filter(e -> !e.hasField("repeated") || !e.getBoolean("repeated"))
            .mapToLong(e -> e.getLong("sequence"))
            .sorted()
            .toArray();
    assertThat(numbers).isEqualTo(LongStream.rangeClosed(1, numbers.length).toArray());
  }

  @Test
  void creationIsToldWithNameAndSite() throws IOException {
    RecordedEvent created =
        events(MapscopeEvents.MAP_CREATED).stream()
            .filter(e -> !e.getBoolean("repeated"))
            .findFirst()
            .orElseThrow();
    assertThat(created.getString("name")).isEqualTo("tested");
    assertThat(created.getString("implementation")).isEqualTo(InstrumentedMap.class.getName());
    assertThat(created.getString("creationSite"))
        .matches("io\\.mapscope\\.map\\.MapEventsTest\\.live:\\d+");
  }

  @Test
  void eachWriteIsToldUnderTheProfileSettings() throws IOException {
    assertThat(events(MapscopeEvents.PUT)).hasSize((int) map.recorder.puts);
    assertThat(events(MapscopeEvents.DELETE)).hasSize((int) map.recorder.removes);
    assertThat(
            events(MapscopeEvents.PUT).stream().filter(e -> e.getBoolean("inserted")).count()
                - events(MapscopeEvents.DELETE).stream().filter(e -> e.getBoolean("found")).count())
        .isEqualTo(map.size());
  }

  @Test
  void growthIsTheSumOfItsSteps() throws IOException {
    Map<Long, List<RecordedEvent>> steps =
        events(MapscopeEvents.GROW_WORK).stream().collect(groupingBy(e -> e.getLong("growth")));
    Map<Long, List<RecordedEvent>> chains =
        events(MapscopeEvents.EVACUATE).stream().collect(groupingBy(e -> e.getLong("growth")));
    Map<Long, RecordedEvent> starts =
        events(MapscopeEvents.GROWTH_START).stream()
            .collect(toMap(e -> e.getLong("growth"), Function.identity()));
    List<RecordedEvent> growths = events(MapscopeEvents.GROWTH);
    assertThat(growths).hasSizeGreaterThan(10).hasSameSizeAs(starts.keySet());
    for (RecordedEvent growth : growths) {
      long number = growth.getLong("growth");
      assertThat(growth.getLong("steps")).isEqualTo(steps.get(number).size());
      assertThat(growth.getLong("chainsEvacuated"))
          .isEqualTo(growth.getLong("bucketsBefore"))
          .isEqualTo(sum(steps.get(number), "chainsEvacuated"))
          .isEqualTo(chains.get(number).size());
      assertThat(growth.getLong("entriesMoved"))
          .isEqualTo(sum(steps.get(number), "entriesMoved"))
          .isEqualTo(sum(chains.get(number), "toLower") + sum(chains.get(number), "toUpper"));
      assertThat(growth.getLong("movedToUpper")).isEqualTo(sum(chains.get(number), "toUpper"));
      assertThat(growth.getLong("holesSqueezed"))
          .isEqualTo(sum(chains.get(number), "holesSqueezed"));
      assertThat(growth.getString("reason")).isEqualTo(starts.get(number).getString("reason"));
      assertThat(growth.getLong("elapsedTime")).isGreaterThanOrEqualTo(growth.getLong("workTime"));
      assertThat(growth.getLong("longestStep")).isBetween(1L, growth.getLong("workTime"));
      assertThat(growth.getLong("allocatedBytes")).isPositive();
    }
  }

  @Test
  void noStepEvacuatesMoreThanTwoChains() throws IOException {
    assertThat(events(MapscopeEvents.GROW_WORK))
        .allMatch(e -> e.getInt("chainsEvacuated") <= 2)
        .allMatch(e -> e.getLong("markAfter") > e.getLong("markBefore"));
  }

  @Test
  void totalsAgreeWithTheEvents() throws IOException {
    List<RecordedEvent> statistics = events(MapscopeEvents.MAP_STATISTICS);
    RecordedEvent last = statistics.get(statistics.size() - 1);
    assertThat(last.getLong("puts")).isEqualTo(events(MapscopeEvents.PUT).size());
    assertThat(last.getLong("removes")).isEqualTo(events(MapscopeEvents.DELETE).size());
    assertThat(last.getLong("growths")).isEqualTo(events(MapscopeEvents.GROWTH_START).size());
    assertThat(last.getLong("chainsEvacuated")).isEqualTo(events(MapscopeEvents.EVACUATE).size());
    assertThat(last.getLong("entriesMoved"))
        .isEqualTo(sum(events(MapscopeEvents.GROWTH), "entriesMoved"));
    assertThat(last.getLong("workTime"))
        .isPositive()
        .isEqualTo(sum(events(MapscopeEvents.GROWTH), "workTime"));
    assertThat(last.getLong("entryCount")).isEqualTo(map.size());
    assertThat(last.getLong("bucketCount")).isEqualTo(map.mask + 1);
    assertThat(last.getLong("eventsEmitted")).isEqualTo(map.recorder.lastSequence());
    assertThat(last.getLong("totalFootprint")).isEqualTo(map.footprint);
  }

  @Test
  void boundariesAreTold() throws IOException {
    assertThat(events(MapscopeEvents.BOUNDARY).stream().map(e -> e.getString("kind")).distinct())
        .containsExactlyInAnyOrder(
            BoundaryEvent.LAST_CHAIN_EVACUATED,
            BoundaryEvent.DELETE_MET_GROWTH,
            BoundaryEvent.DELETE_AFTER_65536);
    assertThat(
            events(MapscopeEvents.BOUNDARY).stream()
                .filter(e -> e.getString("kind").equals(BoundaryEvent.DELETE_AFTER_65536)))
        .hasSize(1);
  }

  @Test
  void misuseIsToldWithItsStack() throws IOException {
    RecordedEvent misuse = events(MapscopeEvents.MISUSE).get(0);
    assertThat(misuse.getString("detected")).isEqualTo(MisuseEvent.CHANGED_DURING_ITERATION);
    assertThat(misuse.getStackTrace().getFrames())
        .anyMatch(frame -> frame.getMethod().getType().getName().equals(getClass().getName()));
  }

  @Test
  void lookupsAreSampledAboutOneInN() throws IOException {
    List<RecordedEvent> gets =
        events(MapscopeEvents.OPERATION_SAMPLE).stream()
            .filter(e -> e.getString("operation").equals("get"))
            .toList();
    // One in 64 of 70,000 by hash: 1094 on average, deviation 33.
    assertThat(gets).hasSizeBetween(700, 1_500);
    assertThat(gets).allMatch(e -> e.getInt("interval") == 64);
  }

  /** By their number: the 64th, the 128th, and so on. */
  @Test
  void putsAndRemovesAreSampledOneInNExactly() throws IOException {
    assertThat(samples("put")).isEqualTo(map.recorder.puts / 64);
    assertThat(samples("remove")).isEqualTo(map.recorder.removes / 64);
  }

  private static long samples(String operation) throws IOException {
    return events(MapscopeEvents.OPERATION_SAMPLE).stream()
        .filter(e -> e.getString("operation").equals(operation))
        .count();
  }

  @Test
  void lookupsGoTheShortWayUnlessSomethingGrowsOrIsRecorded() {
    InstrumentedMap<Long, Long> watched = new InstrumentedMap<>();
    Awaitility.await().until(ObservedMaps::ready);
    long keys = 0;
    assertThat(watched.detours).isZero();
    while (watched.growth == null) {
      watched.put(++keys, 0L);
    }
    assertThat(watched.detours).isEqualTo(GrowingTable.GROWING);
    try (Recording recording = new Recording(RecordingSettings.PRODUCTION.configuration())) {
      recording.start();
      assertThat(watched.detours).isEqualTo(GrowingTable.GROWING | GrowingTable.SAMPLED);
      assertThat(new InstrumentedMap<>().detours).isEqualTo(GrowingTable.SAMPLED);
      while (watched.growth != null) {
        watched.put(++keys, 0L);
      }
      assertThat(watched.detours).isEqualTo(GrowingTable.SAMPLED);
    }
    assertThat(watched.detours).isZero();
  }

  /** Nothing of a growth is timed while nobody records it; whoever comes in its midst is told. */
  @Test
  void recordingThatBeginsInTheMidstOfAGrowthIsToldTheRest() throws IOException {
    all = null;
    map = new InstrumentedMap<>();
    Awaitility.await().until(ObservedMaps::ready);
    while (map.growth == null || map.log2Buckets < 8) {
      map.put((long) map.size(), 0L);
    }
    Growth growth = map.growth;
    long stepsBefore = growth.steps;
    assertThat(growth.workNanos).isZero();

    List<RecordedEvent> told =
        record(
            () -> {
              while (map.growth == growth) {
                map.put((long) map.size(), 0L);
              }
            });

    all = null;
    assertThat(told)
        .filteredOn(e -> e.getEventType().getName().equals(MapscopeEvents.GROW_WORK))
        .hasSize((int) (growth.steps - stepsBefore));
    assertThat(told)
        .filteredOn(e -> e.getEventType().getName().equals(MapscopeEvents.GROWTH))
        .singleElement()
        .matches(e -> e.getLong("steps") == growth.steps)
        .matches(e -> e.getLong("workTime") == growth.workNanos && growth.workNanos > 0)
        .matches(e -> e.getLong("elapsedTime") > growth.workNanos);
  }

  @Test
  void activeTraceReachesTheEvents() throws IOException {
    all = null;
    try (var installed = ActiveTrace.install(event -> event.setTrace(1, 2, 3, true))) {
      assertThat(installed).isNotNull();
      assertThat(record(MapEventsTest::onePut))
          .filteredOn(e -> e.getEventType().getName().equals(MapscopeEvents.PUT))
          .singleElement()
          .matches(e -> e.getLong("traceIdHigh") == 1 && e.getLong("traceIdLow") == 2)
          .matches(e -> e.getLong("spanId") == 3 && e.getBoolean("traceSampled"));
    } finally {
      all = null;
    }
  }

  private static void onePut() {
    map = new InstrumentedMap<>();
    map.put(1L, 1L);
  }
}
