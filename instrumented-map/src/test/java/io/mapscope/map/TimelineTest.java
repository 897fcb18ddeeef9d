package io.mapscope.map;

import static org.assertj.core.api.Assertions.assertThat;

import io.mapscope.events.MapscopeEvents;
import io.mapscope.events.ObservedMaps;
import io.mapscope.events.RecordingSettings;
import io.mapscope.events.timeline.EventTotals;
import io.mapscope.events.timeline.GrowthInterval;
import io.mapscope.events.timeline.MapState;
import io.mapscope.events.timeline.MapTimeline;
import io.mapscope.events.timeline.TimelineGap;
import io.mapscope.events.timeline.TimelineReader;
import io.mapscope.map.RandomLife.Moment;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.locks.ReadWriteLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import java.util.function.Predicate;
import jdk.jfr.Recording;
import jdk.jfr.consumer.RecordedEvent;
import jdk.jfr.consumer.RecordingFile;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;
import org.junit.jupiter.api.io.TempDir;

/** Timelines out of recordings, beside what the maps said of themselves. */
class TimelineTest {

  private static final int STEPS = 60_000;

  @TempDir Path folder;

  private final long seed = Long.getLong("mapscope.seed", new Random().nextLong());
  private final Random random = new Random(seed);

  @BeforeEach
  void printSeed(TestInfo test) {
    System.out.println(test.getDisplayName() + ": -Dmapscope.seed=" + seed);
  }

  // ---- what is rebuilt

  @Test
  void statesAreThoseOfTheMaps() throws IOException {
    List<RandomLife> lives = new ArrayList<>();
    List<MapTimeline> timelines =
        record(
            () -> {
              lives.addAll(differentLives());
              live(lives);
            });
    int looksWhileGrowing = 0;
    for (RandomLife life : lives) {
      MapTimeline timeline = of(life.map, timelines);
      assertThat(timeline.isFromCreation()).isTrue();
      assertThat(timeline.gaps()).isEmpty();
      assertThat(timeline.disagreements()).isEmpty();
      life.moments.forEach(moment -> assertSame(timeline, moment));
      looksWhileGrowing += (int) life.moments.stream().filter(Moment::growing).count();
    }
    assertThat(looksWhileGrowing).isGreaterThan(100);
    assertThat(timelines.stream().flatMap(t -> t.growths().stream()))
        .anyMatch(GrowthInterval::sameSize)
        .anyMatch(growth -> !growth.sameSize())
        .anyMatch(GrowthInterval::abandonedByClear);
  }

  @Test
  void roomMadeAtOnceIsAGrowthWithoutSteps() throws IOException {
    InstrumentedMap<Object, Integer> full = new InstrumentedMap<>();
    for (int i = 0; i < 1_000; i++) {
      full.put(i, i);
    }
    List<InstrumentedMap<Object, Integer>> filled = new ArrayList<>();
    List<MapTimeline> timelines =
        record(
            () -> {
              InstrumentedMap<Object, Integer> map = new InstrumentedMap<>();
              map.putAll(full);
              filled.add(map);
            });
    MapTimeline timeline = of(filled.get(0), timelines);
    assertThat(timeline.isExact()).isTrue();
    assertThat(timeline.growths()).hasSize(1);
    assertThat(timeline.totals().chainsEvacuated()).isZero();
    assertSame(timeline, Moment.of(filled.get(0)));
  }

  @Test
  void totalsAreThoseOfTheStatistics() throws IOException {
    List<RandomLife> lives = new ArrayList<>();
    Path file =
        dump(
            () -> {
              lives.addAll(differentLives());
              live(lives);
            },
            Duration.ofSeconds(1));
    List<MapTimeline> timelines = TimelineReader.read(file);
    for (RandomLife life : lives) {
      RecordedEvent last = lastStatistics(file, life.map);
      EventTotals totals = of(life.map, timelines).totals();
      assertThat(totals.puts()).isEqualTo(last.getLong("puts")).isPositive();
      assertThat(totals.removes()).isEqualTo(last.getLong("removes")).isPositive();
      assertThat(totals.growths()).isEqualTo(last.getLong("growths"));
      assertThat(totals.chainsEvacuated()).isEqualTo(last.getLong("chainsEvacuated"));
      assertThat(totals.entriesMoved()).isEqualTo(last.getLong("entriesMoved"));
    }
  }

  @Test
  void growthsAreIntervalsBetweenTheStates() throws IOException {
    List<RandomLife> lives = new ArrayList<>();
    List<MapTimeline> timelines =
        record(
            () -> {
              lives.addAll(differentLives());
              live(lives);
            });
    for (RandomLife life : lives) {
      MapTimeline timeline = of(life.map, timelines);
      for (int i = 0; i < timeline.growths().size(); i++) {
        GrowthInterval growth = timeline.growths().get(i);
        assertThat(growth.number()).isEqualTo(i + 1);
        assertThat(growth.startSeen()).isTrue();
        MapState start = timeline.stateAt(growth.start()).orElseThrow();
        assertThat(start.growth()).isEqualTo(growth.number());
        if (growth.end() != null) {
          assertThat(growth.endSeen()).isTrue();
          assertThat(timeline.stateAt(growth.end().minusNanos(1)).orElseThrow().growing()).isTrue();
        } else {
          assertThat(life.map.growth).isNotNull();
          assertThat(i).isEqualTo(timeline.growths().size() - 1);
        }
      }
      assertThat(timeline.growths()).hasSize((int) timeline.totals().growths());
    }
  }

  @Test
  void olderMapIsUnknownUntilItsFirstStatistics() throws IOException {
    List<RandomLife> lives = differentLives();
    live(lives);
    List<MapTimeline> timelines =
        record(
            () -> {
              lives.forEach(life -> life.moments.clear());
              lives.forEach(RandomLife::step);
              ObservedMaps.tellStatistics();
              lives.forEach(life -> life.moments.clear());
              live(lives);
            });
    for (RandomLife life : lives) {
      MapTimeline timeline = of(life.map, timelines);
      assertThat(timeline.isFromCreation()).isFalse();
      assertThat(timeline.isExact()).as("%s", timeline.disagreements()).isTrue();
      assertThat(timeline.stateAfter(timeline.states().get(0).sequence() - 1)).isEmpty();
      life.moments.forEach(moment -> assertSame(timeline, moment));
    }
  }

  @Test
  void statisticsThatAreTakenInTheMiddleOfWritesAgree() throws IOException {
    RandomLife life = new RandomLife(map("busy"), random.nextLong(), 20_000, 20_000);
    Path file =
        dump(
            () -> {
              for (int i = 0; i < 4 * STEPS; i++) {
                life.step();
              }
            },
            Duration.ofMillis(10));
    MapTimeline timeline = of(life.map, TimelineReader.read(file));
    assertThat(timeline.disagreements()).isEmpty();
    assertThat(timeline.isExact()).isTrue();
  }

  @Test
  void lookupsOfOtherThreadsDoNotDisturbTheOrder() throws IOException {
    ReadWriteLock lock = new ReentrantReadWriteLock();
    List<RandomLife> lives = new ArrayList<>();
    List<MapTimeline> timelines =
        record(
            () -> {
              InstrumentedMap<Object, Integer> map =
                  InstrumentedMap.<Object, Integer>builder().samplingInterval(1).build();
              RandomLife life = new RandomLife(map, random.nextLong(), 2_000, 2_000);
              lives.add(life);
              Thread reader = new Thread(() -> lookUp(map, lock));
              reader.start();
              for (int i = 0; i < STEPS; i++) {
                lock.writeLock().lock();
                try {
                  life.step();
                } finally {
                  lock.writeLock().unlock();
                }
              }
              reader.interrupt();
              join(reader);
            });
    MapTimeline timeline = of(lives.get(0).map, timelines);
    assertThat(timeline.gaps()).isEmpty();
    lives.get(0).moments.forEach(moment -> assertSame(timeline, moment));
  }

  private static void lookUp(InstrumentedMap<Object, Integer> map, ReadWriteLock lock) {
    for (long i = 0; !Thread.currentThread().isInterrupted(); i++) {
      lock.readLock().lock();
      try {
        map.get(i);
      } finally {
        lock.readLock().unlock();
      }
    }
  }

  private static void join(Thread thread) {
    try {
      thread.join();
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  // ---- what is missing

  @Test
  void missingEventsAreAGapAndNothingIsInvented() throws IOException {
    RandomLife life = new RandomLife(map("torn"), random.nextLong(), 2_000, 2_000);
    List<RecordedEvent> events = new ArrayList<>();
    record(() -> live(List.of(life)), events);
    long end = life.map.recorder.lastSequence();
    long first = end / 4 + random.nextInt(1_000);
    long last = first + random.nextInt(1_000);
    MapTimeline whole = of(life.map, read(events, event -> true));
    MapTimeline torn =
        of(life.map, read(events, event -> repeats(event) || outside(event, first, last)));
    assertThat(torn.isExact()).isFalse();
    assertThat(torn.gaps()).hasSize(1);
    TimelineGap gap = torn.gaps().get(0);
    assertThat(gap.firstMissing()).isEqualTo(first);
    assertThat(gap.lastMissing()).isEqualTo(last);
    MapState next =
        torn.states().stream().filter(state -> state.sequence() > last).findFirst().orElseThrow();
    assertThat(gap.until()).isEqualTo(next.time());
    long knownAgain = next.sequence();
    assertThat(knownAgain).isLessThan(end);
    for (long sequence = 1; sequence <= end; sequence++) {
      boolean unknown = sequence >= first && sequence < knownAgain;
      assertThat(torn.stateAfter(sequence).map(Figures::of))
          .as("after event %d", sequence)
          .isEqualTo(unknown ? Optional.empty() : whole.stateAfter(sequence).map(Figures::of));
    }
  }

  @Test
  void eventsMissingAtTheEndAreAGap() throws IOException {
    RandomLife life = new RandomLife(map("cut"), random.nextLong(), 2_000, 2_000);
    List<RecordedEvent> events = new ArrayList<>();
    record(() -> live(List.of(life)), events);
    long end = life.map.recorder.lastSequence();
    MapTimeline cut =
        of(life.map, read(events, event -> repeats(event) || outside(event, end - 10, end)));
    assertThat(cut.gaps())
        .singleElement()
        .matches(gap -> gap.firstMissing() == end - 10 && gap.lastMissing() == end);
    assertThat(cut.stateAfter(end - 11)).isPresent();
  }

  @Test
  void everySingleLossIsNoticed() throws IOException {
    RandomLife life = new RandomLife(map("holed"), random.nextLong(), 500, 500);
    List<RecordedEvent> events = new ArrayList<>();
    record(() -> live(List.of(life)), events);
    List<Long> lost =
        random
            .longs(20, 1_000, life.map.recorder.lastSequence())
            .map(number -> number / 100 * 100) // Neighbours would be one gap.
            .distinct()
            .sorted()
            .boxed()
            .toList();
    MapTimeline holed =
        of(life.map, read(events, e -> repeats(e) || !lost.contains(e.getLong("sequence"))));
    assertThat(holed.gaps()).extracting(TimelineGap::firstMissing).isEqualTo(lost);
    assertThat(holed.gaps()).extracting(TimelineGap::missing).containsOnly(1L);
  }

  @Test
  void recordingOfProductionIsNotTakenForExact() throws IOException {
    RandomLife life = new RandomLife(map("production"), random.nextLong(), 2_000, 2_000);
    Path file = folder.resolve("production.jfr");
    try (Recording recording = new Recording(RecordingSettings.PRODUCTION.configuration())) {
      recording.start();
      for (int i = 0; i < 4; i++) {
        live(List.of(life));
        ObservedMaps.tellStatistics();
      }
      recording.stop();
      recording.dump(file);
    }
    MapTimeline timeline = of(life.map, TimelineReader.read(file));
    assertThat(timeline.isExact()).isFalse();
    assertThat(timeline.disagreements()).anyMatch(d -> d.figure().equals("puts"));
    MapState last = timeline.states().get(timeline.states().size() - 1);
    assertThat(Figures.of(last)).isEqualTo(Figures.of(Moment.of(life.map)));
  }

  // ---- how it is read

  @Test
  void resolutionBoundsTheStates() throws IOException {
    RandomLife life = new RandomLife(map("thinned"), random.nextLong(), 2_000, 2_000);
    List<RecordedEvent> events = new ArrayList<>();
    record(() -> live(List.of(life)), events);
    MapTimeline whole = of(life.map, read(events, event -> true));
    TimelineReader reader = new TimelineReader(Duration.ofSeconds(60));
    events.forEach(reader::accept);
    MapTimeline thinned = of(life.map, reader.end());
    assertThat(thinned.states()).hasSizeLessThanOrEqualTo(1 + 2 * whole.growths().size());
    assertThat(thinned.growths()).isEqualTo(whole.growths());
    assertThat(Figures.of(thinned.states().get(thinned.states().size() - 1)))
        .isEqualTo(Figures.of(Moment.of(life.map)));
  }

  @Test
  void timelineOfALiveReaderGrows() throws IOException {
    List<RandomLife> lives = new ArrayList<>();
    List<RecordedEvent> events = new ArrayList<>();
    record(
        () -> {
          lives.add(new RandomLife(map("live"), random.nextLong(), 2_000, 2_000));
          live(lives);
        },
        events);
    RandomLife life = lives.get(0);
    TimelineReader reader = new TimelineReader();
    events.subList(0, events.size() / 2).forEach(reader::accept);
    MapTimeline half = of(life.map, reader.timelines());
    List<MapState> then = List.copyOf(half.states());
    events.subList(events.size() / 2, events.size()).forEach(reader::accept);
    MapTimeline whole = of(life.map, reader.end());
    assertThat(half.states()).isEqualTo(then);
    assertThat(whole.states().subList(0, then.size())).isEqualTo(then);
    assertThat(whole.isExact()).isTrue();
    life.moments.forEach(moment -> assertSame(whole, moment));
  }

  // ---- helpers

  /** The figures of a state, without when it was. */
  private record Figures(
      long entries,
      long holes,
      long overflowBuckets,
      long buckets,
      boolean growing,
      long oldBuckets,
      long mark,
      float load) {

    static Figures of(MapState state) {
      return new Figures(
          state.entries(),
          state.holes(),
          state.overflowBuckets(),
          state.buckets(),
          state.growing(),
          state.oldBuckets(),
          state.mark(),
          state.load());
    }

    static Figures of(Moment moment) {
      return new Figures(
          moment.entries(),
          moment.holes(),
          moment.overflowBuckets(),
          moment.buckets(),
          moment.growing(),
          moment.oldBuckets(),
          moment.mark(),
          moment.load());
    }
  }

  private static void assertSame(MapTimeline timeline, Moment moment) {
    assertThat(timeline.stateAfter(moment.sequence()).map(Figures::of))
        .as("map %s after event %d", timeline.name(), moment.sequence())
        .contains(Figures.of(moment));
  }

  /** Maps of different sizes, a presized one, other pacings, and keys of few hash codes. */
  private List<RandomLife> differentLives() {
    InstrumentedMap<Object, Integer> presized =
        InstrumentedMap.<Object, Integer>builder().name("presized").expectedEntries(1_000).build();
    InstrumentedMap<Object, Integer> steady =
        InstrumentedMap.<Object, Integer>builder().name("steady").pacing(Pacing.STEADY).build();
    InstrumentedMap<Object, Integer> hasty =
        InstrumentedMap.<Object, Integer>builder().name("hasty").evacuationBudget(7).build();
    return List.of(
        new RandomLife(map("small"), random.nextLong(), 40, 40),
        new RandomLife(map("medium"), random.nextLong(), 1_000, 1_000),
        new RandomLife(map("large"), random.nextLong(), 30_000, 30_000),
        new RandomLife(map("collisions"), random.nextLong(), 400, 8),
        new RandomLife(map("repacked"), random.nextLong(), 60, 8),
        new RandomLife(steady, random.nextLong(), 2_000, 300),
        new RandomLife(hasty, random.nextLong(), 2_000, 2_000),
        new RandomLife(presized, random.nextLong(), 3_000, 3_000));
  }

  private InstrumentedMap<Object, Integer> map(String name) {
    return InstrumentedMap.<Object, Integer>builder()
        .name(name)
        .seed(random.nextLong())
        .samplingInterval(16)
        .build();
  }

  private void live(List<RandomLife> lives) {
    for (int i = 0; i < STEPS; i++) {
      lives.get(random.nextInt(lives.size())).step();
    }
  }

  private List<MapTimeline> record(Runnable life) throws IOException {
    return TimelineReader.read(dump(life, Duration.ofSeconds(1)));
  }

  private void record(Runnable life, List<RecordedEvent> events) throws IOException {
    events.addAll(RecordingFile.readAllEvents(dump(life, Duration.ofSeconds(1))));
    events.sort(Comparator.comparing(RecordedEvent::getEndTime));
  }

  private Path dump(Runnable life, Duration statisticsPeriod) throws IOException {
    Path file = folder.resolve("life.jfr");
    try (Recording recording = new Recording(RecordingSettings.PROFILE.configuration())) {
      recording.enable(MapscopeEvents.MAP_STATISTICS).withPeriod(statisticsPeriod);
      recording.start();
      life.run();
      ObservedMaps.tellStatistics();
      recording.stop();
      recording.dump(file);
    }
    return file;
  }

  private static List<MapTimeline> read(
      List<RecordedEvent> events, Predicate<RecordedEvent> filter) {
    TimelineReader reader = new TimelineReader();
    events.stream().filter(e -> !e.hasField("sequence") || filter.test(e)).forEach(reader::accept);
    return reader.end();
  }

  private static boolean repeats(RecordedEvent event) {
    return event.hasField("repeated")
        ? event.getBoolean("repeated")
        : event.getEventType().getName().equals(MapscopeEvents.MAP_STATISTICS);
  }

  private static boolean outside(RecordedEvent event, long first, long last) {
    long sequence = event.getLong("sequence");
    return sequence < first || sequence > last;
  }

  private static MapTimeline of(InstrumentedMap<?, ?> map, List<MapTimeline> timelines) {
    return timelines.stream()
        .filter(timeline -> timeline.mapNumber() == map.recorder.mapNumber)
        .findFirst()
        .orElseThrow();
  }

  private static RecordedEvent lastStatistics(Path file, InstrumentedMap<?, ?> map)
      throws IOException {
    return RecordingFile.readAllEvents(file).stream()
        .filter(e -> e.getEventType().getName().equals(MapscopeEvents.MAP_STATISTICS))
        .filter(e -> e.getLong("mapNumber") == map.recorder.mapNumber)
        .max(Comparator.comparing(RecordedEvent::getEndTime))
        .orElseThrow();
  }
}
