package io.mapscope.map;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import com.sun.management.ThreadMXBean;
import io.mapscope.events.RecordingSettings;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.ConcurrentModificationException;
import java.util.Iterator;
import java.util.List;
import java.util.stream.LongStream;
import jdk.jfr.Recording;
import jdk.jfr.consumer.RecordedEvent;
import jdk.jfr.consumer.RecordingFile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Growths that are begun and worked off before inserts need them. */
class PreparedGrowthTest {

  private static final int ENTRIES = 1_000;

  @TempDir Path folder;

  private static InstrumentedMap<Long, Long> filled(Pacing pacing, long entries) {
    InstrumentedMap<Long, Long> map =
        InstrumentedMap.<Long, Long>builder().name("prepared").seed(1).pacing(pacing).build();
    LongStream.range(0, entries).forEach(i -> map.put(i, i));
    return map;
  }

  private static int prepareAll(InstrumentedMap<?, ?> map, int entries) {
    int calls = 1;
    while (map.prepare(entries)) {
      calls++;
    }
    return calls;
  }

  @ParameterizedTest
  @EnumSource
  void insertsThatWerePreparedForDoNoGrowWork(Pacing pacing) {
    InstrumentedMap<Long, Long> map = filled(pacing, ENTRIES);
    assertThat(prepareAll(map, 10 * ENTRIES)).as("slices").isGreaterThan(10);
    assertThat(map.growth).isNull();
    Invariants.check(map);
    int moves = map.moves;
    LongStream.range(ENTRIES, 11 * ENTRIES).forEach(i -> map.put(i, i));
    assertThat(map.moves).isEqualTo(moves);
    assertThat(map.growth).isNull();
    assertThat(map).hasSize(11 * ENTRIES);
    Invariants.check(map);
  }

  @ParameterizedTest
  @EnumSource
  void writesBetweenSlicesLoseNothing(Pacing pacing) {
    InstrumentedMap<Long, Long> map = filled(pacing, ENTRIES);
    long key = ENTRIES;
    for (int i = 0; map.prepare(10 * ENTRIES, 1 + i % 5); i++) {
      map.put(key, key);
      key++;
      map.remove(key - ENTRIES);
      Invariants.check(map);
    }
    for (long i = key - ENTRIES + 1; i < key; i++) {
      assertThat(map.get(i)).isEqualTo(i);
    }
  }

  @ParameterizedTest
  @EnumSource
  void endsAGrowthUnderWayAndBeginsNoneThatIsNotNeeded(Pacing pacing) {
    InstrumentedMap<Long, Long> map = filled(pacing, ENTRIES);
    prepareAll(map, 0);
    assertThat(map.growth).isNull();
    int buckets = map.mask + 1;
    assertThat(map.prepare(map.loadLimit() - map.size())).isFalse();
    assertThat(map.mask + 1).isEqualTo(buckets);
    assertThat(map.prepare(map.loadLimit() - map.size() + 1)).isTrue();
    assertThat(map.mask + 1).isEqualTo(2 * buckets);
    assertThat(map.growth.chainsEvacuated).as("the start is a slice of its own").isZero();
  }

  @Test
  void sliceEvacuatesAsManyChainsAsItMay() {
    InstrumentedMap<Long, Long> map = filled(Pacing.GO, 100 * ENTRIES);
    prepareAll(map, 0);
    map.prepare(1_000 * ENTRIES);
    long before = map.growth.chainsEvacuated;
    map.prepare(1_000 * ENTRIES, 7);
    assertThat(map.growth.chainsEvacuated - before).isEqualTo(7);
    map.prepare(1_000 * ENTRIES, Integer.MAX_VALUE);
    assertThat(map.growth.chainsEvacuated - before).isEqualTo(7 + 256);
  }

  @Test
  void limitOfEntriesBoundsWhatIsPrepared() {
    InstrumentedMap<Long, Long> map = InstrumentedMap.<Long, Long>builder().maxEntries(100).build();
    map.put(1L, 1L);
    prepareAll(map, Integer.MAX_VALUE);
    assertThat(map.mask + 1).isEqualTo(16); // 104 entries
  }

  @Test
  void mapThatNeverHadAnEntryIsMadeLargeAtOnce() {
    InstrumentedMap<Long, Long> map = new InstrumentedMap<>();
    assertThat(map.prepare(ENTRIES)).isFalse();
    assertThat(map.mask + 1).isEqualTo(256);
    assertThat(map.moves).isZero();
  }

  @Test
  void wrongNumbersAreRefused() {
    InstrumentedMap<Long, Long> map = new InstrumentedMap<>();
    assertThatIllegalArgumentException().isThrownBy(() -> map.prepare(-1));
    assertThatIllegalArgumentException().isThrownBy(() -> map.prepare(1, 0));
  }

  @Test
  void iteratorsFailAfterOneThatBeginsAGrowthAndOnlyThen() {
    InstrumentedMap<Long, Long> map = filled(Pacing.GO, ENTRIES);
    prepareAll(map, 0);
    Iterator<Long> before = map.keySet().iterator();
    assertThat(map.prepare(10 * ENTRIES)).isTrue();
    assertThatExceptionOfType(ConcurrentModificationException.class).isThrownBy(before::next);
    Iterator<Long> i = map.keySet().iterator();
    long seen = 0;
    for (; i.hasNext(); seen++) {
      i.next();
      if (map.growth != null && seen % 8 == 0) {
        map.prepare(0, 1);
      }
    }
    assertThat(seen).isEqualTo(ENTRIES);
  }

  @ParameterizedTest
  @EnumSource
  void noSliceAllocatesMuch(Pacing pacing) {
    ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    InstrumentedMap<Long, Long> map = filled(pacing, 200_000);
    long thread = Thread.currentThread().getId();
    threads.getThreadAllocatedBytes(thread);
    long most = 0;
    for (boolean more = true; more; ) {
      long before = threads.getThreadAllocatedBytes(thread);
      more = map.prepare(9_800_000, Integer.MAX_VALUE);
      most = Math.max(most, threads.getThreadAllocatedBytes(thread) - before);
    }
    assertThat(map.loadLimit()).isGreaterThanOrEqualTo(10_000_000);
    assertThat(most).isBetween(30L << 10, 128L << 10);
  }

  @Test
  void eventsTellWhoAskedAndNoWriteIsBlamed() throws Exception {
    Path file = folder.resolve("prepared.jfr");
    InstrumentedMap<Long, Long> map;
    try (Recording recording = new Recording(RecordingSettings.PROFILE.configuration())) {
      recording.start();
      map = filled(Pacing.GO, ENTRIES);
      prepareAll(map, 0);
      prepareAll(map, ENTRIES);
      recording.stop();
      recording.dump(file);
    }
    List<RecordedEvent> events =
        RecordingFile.readAllEvents(file).stream()
            .filter(e -> e.getEventType().getName().startsWith("mapscope.Gr"))
            .filter(e -> e.getLong("mapNumber") == map.recorder.mapNumber)
            .toList();
    RecordedEvent growth = last(events, "mapscope.Growth");
    RecordedEvent start = last(events, "mapscope.GrowthStart");
    assertThat(growth.getString("reason")).isEqualTo("prepared");
    assertThat(start.getString("reason")).isEqualTo("prepared");
    assertThat(start.getLong("growth")).isEqualTo(growth.getLong("growth"));
    assertThat(growth.getLong("chainsEvacuated")).isEqualTo(256);
    assertThat(growth.getLong("entriesMoved")).isEqualTo(ENTRIES);
    assertThat(growth.getLong("steps")).as("the start, and four times 64 chains").isEqualTo(5);
    assertThat(growth.getDuration("longestStep")).as("of a write").isZero();
    assertThat(growth.getDuration("workTime")).isPositive();
    RecordedEvent work = last(events, "mapscope.GrowWork");
    assertThat(work.getString("operation")).isEqualTo("prepare");
    assertThat(work.getInt("chainsEvacuated")).isEqualTo(64);
    assertThat(work.getBoolean("finished")).isTrue();
  }

  private static RecordedEvent last(List<RecordedEvent> events, String name) {
    return events.stream()
        .filter(e -> e.getEventType().getName().equals(name))
        .max(Comparator.comparing(RecordedEvent::getStartTime))
        .orElseThrow();
  }
}
