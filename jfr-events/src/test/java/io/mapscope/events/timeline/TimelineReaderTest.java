package io.mapscope.events.timeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import io.mapscope.events.ClearEvent;
import io.mapscope.events.EvacuateEvent;
import io.mapscope.events.GrowWorkEvent;
import io.mapscope.events.GrowthEvent;
import io.mapscope.events.GrowthStartEvent;
import io.mapscope.events.MapCreatedEvent;
import io.mapscope.events.MapEvent;
import io.mapscope.events.MapStatisticsEvent;
import io.mapscope.events.MapscopeEvents;
import io.mapscope.events.MisuseEvent;
import io.mapscope.events.PutEvent;
import io.mapscope.events.RecordingSettings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import jdk.jfr.Recording;
import jdk.jfr.consumer.RecordedEvent;
import jdk.jfr.consumer.RecordingFile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Timelines out of events that a test has made up. */
class TimelineReaderTest {

  private static final long MAP = 7_000_000;

  @TempDir Path folder;

  private long sequence;

  // ---- what is known

  @Test
  void nothingIsKnownBeforeTheFirstStatistics() throws IOException {
    MapTimeline timeline =
        only(
            () -> {
              sequence = 40;
              put(4, 1);
              statistics(statistics -> statistics.entryCount = 4);
              put(5, 0);
            });
    assertThat(timeline.isFromCreation()).isFalse();
    assertThat(timeline.stateAfter(40)).isEmpty();
    assertThat(timeline.stateAfter(41)).map(MapState::entries).contains(4L);
    assertThat(timeline.stateAfter(42)).map(MapState::holes).contains(0L);
    assertThat(timeline.stateAfter(43)).as("never told").isEmpty();
    assertThat(timeline.gaps()).isEmpty();
  }

  @Test
  void mapIsKnownFromItsCreation() throws IOException {
    MapTimeline timeline = only(this::created);
    MapState state = timeline.states().get(0);
    assertThat(timeline.isFromCreation()).isTrue();
    assertThat(timeline.name()).contains("made up");
    assertThat(timeline.implementation()).contains("test.Map");
    assertThat(state.buckets()).isEqualTo(4);
    assertThat(state.load()).isZero();
    assertThat(timeline.stateAt(state.time())).contains(state);
    assertThat(timeline.stateAt(state.time().minusNanos(1))).isEmpty();
    assertThat(timeline.stateAt(Instant.MAX)).contains(state);
  }

  @Test
  void updateIsNoNewState() throws IOException {
    MapTimeline timeline =
        only(
            () -> {
              created();
              put(1, 0);
              put(1, 0);
              commit(new MisuseEvent());
            });
    assertThat(timeline.states()).hasSize(2);
    assertThat(timeline.stateAfter(4)).map(MapState::entries).contains(1L);
    assertThat(timeline.totals().puts()).isEqualTo(2);
  }

  @Test
  void evacuationOfAFailedPutIsSeen() throws IOException {
    MapTimeline timeline =
        only(
            () -> {
              created();
              put(20, 3);
              growthStart();
              evacuate(2);
              growWork(1);
            });
    MapState state = timeline.stateAfter(5).orElseThrow();
    assertThat(state.holes()).isEqualTo(1);
    assertThat(state.overflowBuckets()).isZero();
    assertThat(state.growing()).isTrue();
    assertThat(state.mark()).isEqualTo(1);
    assertThat(state.oldBuckets()).isEqualTo(4);
    assertThat(state.buckets()).isEqualTo(8);
    assertThat(timeline.growths()).singleElement().matches(growth -> growth.end() == null);
    assertThat(timeline.totals().entriesMoved()).isEqualTo(5);
  }

  @Test
  void clearEndsAGrowthAndLeavesNothing() throws IOException {
    MapTimeline timeline =
        only(
            () -> {
              created();
              growthStart();
              growthEnd(true);
              ClearEvent event = new ClearEvent();
              event.bucketCount = 8;
              event.growth = 1;
              commit(event);
            });
    MapState last = timeline.stateAfter(4).orElseThrow();
    assertThat(last.growing()).isFalse();
    assertThat(last.entries()).isZero();
    assertThat(timeline.growths()).singleElement().matches(GrowthInterval::abandonedByClear);
  }

  @Test
  void startOfAGrowthIsToldByItsEndToo() throws IOException {
    MapTimeline timeline =
        only(
            () -> {
              sequence = 10;
              statistics(
                  statistics -> {
                    statistics.growing = true;
                    statistics.growth = 1;
                    statistics.growths = 1;
                    statistics.oldBuckets = 4;
                    statistics.bucketCount = 8;
                  });
              growWork(2);
              growthEnd(false);
            });
    GrowthInterval growth = timeline.growths().get(0);
    assertThat(timeline.growths()).hasSize(1);
    assertThat(growth.startSeen()).isTrue();
    assertThat(Duration.between(growth.start(), growth.end())).isEqualTo(Duration.ofSeconds(1));
    assertThat(timeline.stateAfter(11)).map(MapState::mark).contains(2L);
    assertThat(timeline.stateAfter(12)).map(MapState::growing).contains(false);
  }

  // ---- order and losses

  @Test
  void orderIsThatOfTheSequence() throws IOException {
    List<RecordedEvent> events =
        record(
            () -> {
              created();
              for (int i = 1; i <= 500; i++) {
                put(i, 0);
              }
            });
    long seed = new Random().nextLong();
    Collections.shuffle(events, new Random(seed));
    MapTimeline timeline = replay(events).get(0);
    assertThat(timeline.isExact()).as("seed %d", seed).isTrue();
    assertThat(timeline.states()).hasSize(501);
    assertThat(timeline.states()).extracting(MapState::time).isSorted();
  }

  /** As in a stream that is not ordered, where the buffer of an idle thread is written late. */
  @Test
  void beginningThatComesLateIsWaitedFor() throws IOException {
    List<RecordedEvent> events =
        record(
            () -> {
              created();
              for (int i = 1; i <= 4_000; i++) {
                put(i, 0);
              }
            });
    Collections.rotate(events, -2_000);
    assertThat(replay(events).get(0).isFromCreation())
        .as("by a reader of ordered events")
        .isFalse();
    TimelineReader reader = TimelineReader.ofAnyOrder(Duration.ZERO, 5_000);
    events.forEach(reader::accept);
    MapTimeline timeline = reader.end().get(0);
    assertThat(timeline.isExact()).isTrue();
    assertThat(timeline.states()).hasSize(4_001);
  }

  @Test
  void gapLastsUntilEverythingIsKnownAgain() throws IOException {
    MapTimeline timeline =
        only(
            () -> {
              created();
              put(1, 0);
              sequence += 3;
              put(9, 0); // Entries are known again, buckets are not.
              statistics(
                  statistics -> {
                    statistics.entryCount = 9;
                    statistics.bucketCount = 16;
                  });
            });
    assertThat(timeline.gaps()).hasSize(1);
    TimelineGap gap = timeline.gaps().get(0);
    assertThat(gap.firstMissing()).isEqualTo(3);
    assertThat(gap.missing()).isEqualTo(3);
    assertThat(timeline.stateAfter(2)).map(MapState::entries).contains(1L);
    assertThat(timeline.stateAfter(3)).isEmpty();
    assertThat(timeline.stateAt(gap.since())).isEmpty();
    assertThat(timeline.stateAt(gap.until())).map(MapState::buckets).contains(16L);
    assertThat(timeline.stateAfter(6)).map(MapState::buckets).contains(16L);
    assertThat(timeline.isExact()).isFalse();
  }

  @Test
  void growthOfUnknownEndIsSaidToBe() throws IOException {
    MapTimeline timeline =
        only(
            () -> {
              created();
              growthStart();
              sequence += 5;
              statistics(
                  statistics -> {
                    statistics.bucketCount = 8;
                    statistics.growth = 1;
                  });
            });
    assertThat(timeline.growths())
        .singleElement()
        .matches(growth -> growth.end() != null && !growth.endSeen());
  }

  @Test
  void longestWaitForAMissingEventIsBounded() throws IOException {
    List<RecordedEvent> events =
        record(
            () -> {
              created();
              sequence++;
              for (int i = 0; i < 100_001; i++) {
                commit(new MisuseEvent());
              }
            });
    TimelineReader reader = new TimelineReader();
    events.forEach(reader::accept);
    assertThat(reader.timelines().get(0).gaps()).hasSize(1);
  }

  // ---- statistics as checkpoints

  @Test
  void contradictingStatisticsAreExposed() throws IOException {
    MapTimeline timeline =
        only(
            () -> {
              created();
              put(1, 0);
              statistics(
                  statistics -> {
                    statistics.bucketCount = 4;
                    statistics.entryCount = 2;
                    statistics.puts = 3;
                  });
            });
    assertThat(timeline.isExact()).isFalse();
    assertThat(timeline.disagreements())
        .extracting(Disagreement::figure, Disagreement::measured, Disagreement::rebuilt)
        .containsExactlyInAnyOrder(tuple("entryCount", 2L, 1L), tuple("puts", 3L, 1L));
  }

  @Test
  void statisticsMayBeAheadByTheWriteUnderWay() throws IOException {
    assertThat(afterStatisticsOf(2).isExact()).isTrue();
    assertThat(afterStatisticsOf(3).isExact()).as("two writes ahead").isFalse();
    assertThat(afterStatisticsOf(0).isExact()).as("a write behind").isFalse();
  }

  /** One put, statistics that tell so many, and two puts more. */
  private MapTimeline afterStatisticsOf(long puts) throws IOException {
    return only(
        () -> {
          sequence = 0;
          created();
          put(1, 0);
          statistics(
              statistics -> {
                statistics.bucketCount = 4;
                statistics.entryCount = puts;
                statistics.puts = puts;
              });
          put(2, 0);
          put(3, 0);
        });
  }

  @Test
  void totalsOfOlderMapsAreComparedBetweenStatistics() throws IOException {
    assertThat(withPutsBetween(1).isExact()).isTrue();
    assertThat(withPutsBetween(2).disagreements())
        .singleElement()
        .matches(d -> d.figure().equals("puts") && d.measured() == 102 && d.rebuilt() == 101);
  }

  private MapTimeline withPutsBetween(long puts) throws IOException {
    return only(
        () -> {
          sequence = 30;
          statistics(statistics -> statistics.puts = 100);
          sequence = 30;
          put(0, 0);
          statistics(statistics -> statistics.puts = 100 + puts);
        });
  }

  // ---- sources

  @Test
  void fileThatIsNoRecordingIsRefused() throws IOException {
    Path file = Files.writeString(folder.resolve("notes.jfr"), "not a recording");
    assertThatThrownBy(() -> TimelineReader.read(file)).isInstanceOf(IOException.class);
  }

  @Test
  void recordingThatIsCutOffIsRefused() throws IOException {
    record(this::created);
    byte[] whole = Files.readAllBytes(folder.resolve("life.jfr"));
    Path cut = Files.write(folder.resolve("cut.jfr"), Arrays.copyOf(whole, whole.length - 100));
    assertThatThrownBy(() -> TimelineReader.read(cut)).isInstanceOf(IOException.class);
  }

  @Test
  void recordingIsReadFromItsFile() throws IOException {
    record(
        () -> {
          created();
          put(1, 0);
        });
    assertThat(TimelineReader.read(folder.resolve("life.jfr")))
        .filteredOn(timeline -> timeline.mapNumber() == MAP)
        .singleElement()
        .matches(timeline -> timeline.isExact() && timeline.states().size() == 2);
  }

  @Test
  void negativeResolutionIsRefused() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new TimelineReader(Duration.ofMillis(-1)))
        .withMessageContaining("negative");
  }

  // ---- a made-up map

  private interface Filling {
    void fill(MapStatisticsEvent event);
  }

  private void created() {
    MapCreatedEvent event = new MapCreatedEvent();
    event.name = "made up";
    event.implementation = "test.Map";
    event.initialBuckets = 4;
    commit(event);
  }

  private void put(long entriesAfter, long holesAfter) {
    PutEvent event = new PutEvent();
    event.entriesAfter = entriesAfter;
    event.holesAfter = holesAfter;
    commit(event);
  }

  private void growthStart() {
    GrowthStartEvent event = new GrowthStartEvent();
    event.growth = 1;
    event.bucketsBefore = 4;
    event.bucketsAfter = 8;
    commit(event);
  }

  private void evacuate(int holes) {
    EvacuateEvent event = new EvacuateEvent();
    event.growth = 1;
    event.chainLength = 2;
    event.toLower = 3;
    event.toUpper = 2;
    event.holesSqueezed = holes;
    event.overflowAttached = 1;
    commit(event);
  }

  private void growWork(long mark) {
    GrowWorkEvent event = new GrowWorkEvent();
    event.growth = 1;
    event.markAfter = mark;
    event.oldBuckets = 4;
    commit(event);
  }

  private void growthEnd(boolean abandoned) {
    GrowthEvent event = new GrowthEvent();
    event.growth = 1;
    event.bucketsBefore = 4;
    event.bucketsAfter = 8;
    event.elapsedTime = Duration.ofSeconds(1).toNanos();
    event.abandonedByClear = abandoned;
    commit(event);
  }

  private void statistics(Filling filling) {
    MapStatisticsEvent event = new MapStatisticsEvent();
    filling.fill(event);
    event.mapNumber = MAP;
    event.sequence = sequence;
    event.eventsEmitted = sequence;
    event.commit();
  }

  private void commit(MapEvent event) {
    event.mapNumber = MAP;
    event.sequence = ++sequence;
    event.commit();
  }

  private MapTimeline only(Runnable life) throws IOException {
    List<MapTimeline> timelines = replay(record(life));
    assertThat(timelines).hasSize(1);
    return timelines.get(0);
  }

  private List<RecordedEvent> record(Runnable life) throws IOException {
    Path file = folder.resolve("life.jfr");
    try (Recording recording = new Recording(RecordingSettings.PROFILE.configuration())) {
      MapscopeEvents.types().forEach(type -> recording.enable(type).withoutStackTrace());
      recording.start();
      life.run();
      recording.stop();
      recording.dump(file);
    }
    List<RecordedEvent> events = new ArrayList<>(RecordingFile.readAllEvents(file));
    // Without the recording's own, as its settings: there are thousands, and tests count.
    events.removeIf(e -> !e.hasField("mapNumber") || e.getLong("mapNumber") != MAP);
    return events;
  }

  private static List<MapTimeline> replay(List<RecordedEvent> events) {
    TimelineReader reader = new TimelineReader();
    events.forEach(reader::accept);
    return reader.end();
  }
}
