package io.mapscope.map;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Options, and what differs from or goes beyond {@code HashMap}. */
class InstrumentedMapTest {

  @Test
  void putBeyondTheLimitFailsNamingTheMapAndChangesNothing() {
    InstrumentedMap<Integer, Integer> map =
        InstrumentedMap.<Integer, Integer>builder().name("sessions").maxEntries(2).build();
    map.put(1, 1);
    map.put(2, 2);
    assertThatIllegalStateException()
        .isThrownBy(() -> map.put(3, 3))
        .withMessageContaining("sessions")
        .withMessageContaining("2 entries");
    map.put(2, 20);
    assertThat(map).containsOnly(Map.entry(1, 1), Map.entry(2, 20));
    map.remove(1);
    map.put(3, 3);
    assertThat(map).hasSize(2);
  }

  @Test
  void noWayToInsertGoesBeyondTheLimit() {
    InstrumentedMap<Integer, Integer> map = limited(2);
    map.put(1, 1);
    map.put(2, 2);
    assertLimitHolds(map);
  }

  @Test
  void limitHoldsInTheMiddleOfAGrowth() {
    InstrumentedMap<Integer, Integer> map = limited(100);
    for (int i = 0; i < 100; i++) {
      map.put(i, i);
    }
    map.startGrowth(false);
    assertLimitHolds(map);
    assertThat(map.growth).isNotNull();
  }

  private static InstrumentedMap<Integer, Integer> limited(int entries) {
    return InstrumentedMap.<Integer, Integer>builder().name("sessions").maxEntries(entries).build();
  }

  private static void assertLimitHolds(InstrumentedMap<Integer, Integer> map) {
    Map<Integer, Integer> before = new HashMap<>(map);
    List<Runnable> inserts =
        List.of(
            () -> map.put(-1, 1),
            () -> map.putIfAbsent(-1, 1),
            () -> map.compute(-1, (key, value) -> 1),
            () -> map.computeIfAbsent(-1, key -> 1),
            () -> map.merge(-1, 1, Integer::sum),
            () -> map.putAll(Map.of(-1, 1)));
    for (Runnable insert : inserts) {
      assertThatIllegalStateException()
          .isThrownBy(insert::run)
          .withMessageContaining("'sessions'")
          .withMessageContaining(map.size() + " entries");
      assertThat(map).isEqualTo(before);
      Invariants.check(map);
    }
  }

  @Test
  void samplingIntervalIsRoundedUpToAPowerOfTwo() {
    assertThat(Options.DEFAULT.withSamplingInterval(64).samplingInterval()).isEqualTo(64);
    assertThat(Options.DEFAULT.withSamplingInterval(65).samplingInterval()).isEqualTo(128);
    assertThat(Options.DEFAULT.withSamplingInterval(1).samplingInterval()).isEqualTo(1);
    assertThat(Options.DEFAULT.withSamplingInterval(1 << 30).samplingInterval()).isEqualTo(1 << 30);
  }

  @Test
  void wrongOptionsAreRefusedAtOnce() {
    var builder = InstrumentedMap.builder();
    assertThatIllegalArgumentException().isThrownBy(() -> builder.name(" "));
    assertThatIllegalArgumentException().isThrownBy(() -> builder.expectedEntries(-1));
    assertThatIllegalArgumentException().isThrownBy(() -> builder.maxEntries(0));
    assertThatIllegalArgumentException().isThrownBy(() -> builder.samplingInterval(0));
    assertThatIllegalArgumentException().isThrownBy(() -> builder.evacuationBudget(0));
    assertThatNullPointerException().isThrownBy(() -> builder.pacing(null));
    assertThatNullPointerException().isThrownBy(() -> builder.name(null));
    assertThatIllegalArgumentException().isThrownBy(() -> new InstrumentedMap<>(-1));
  }

  @Test
  void presizedMapDoesNotGrow() {
    InstrumentedMap<Integer, Integer> map = new InstrumentedMap<>(100_000);
    for (int i = 0; i < 100_000; i++) {
      map.put(i, i);
      assertThat(map.growth).isNull();
    }
    assertThat(map.log2Buckets).isEqualTo(14);
  }

  @Test
  void seedFixesTheOrder() {
    assertThat(filled(7).keySet()).containsExactlyElementsOf(filled(7).keySet());
    assertThat(filled(7).keySet().toString()).isNotEqualTo(filled(8).keySet().toString());
  }

  private static InstrumentedMap<Integer, Integer> filled(long seed) {
    InstrumentedMap<Integer, Integer> map =
        InstrumentedMap.<Integer, Integer>builder().seed(seed).build();
    for (int i = 0; i < 1_000; i++) {
      map.put(i, i);
    }
    return map;
  }

  @Test
  void updateKeepsTheOldKey() {
    String first = new String("key");
    InstrumentedMap<String, Integer> map = new InstrumentedMap<>();
    map.put(first, 1);
    map.put(new String("key"), 2);
    assertThat(map.keySet().iterator().next()).isSameAs(first);
  }

  @Test
  void serializationKeepsEntriesAndOptions() throws Exception {
    InstrumentedMap<String, Integer> map =
        InstrumentedMap.<String, Integer>builder().name("kept").maxEntries(3).build();
    map.put("a", 1);
    map.put(null, null);
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ObjectOutputStream out = new ObjectOutputStream(bytes)) {
      out.writeObject(map);
    }
    try (ObjectInputStream in =
        new ObjectInputStream(new ByteArrayInputStream(bytes.toByteArray()))) {
      @SuppressWarnings("unchecked")
      Map<String, Integer> read = (Map<String, Integer>) in.readObject();
      assertThat(read).isEqualTo(map).isInstanceOf(InstrumentedMap.class);
      read.put("c", 3);
      assertThatIllegalStateException().isThrownBy(() -> read.put("d", 4));
    }
  }

  @Test
  void clearInTheMiddleOfAGrowthLeavesAnEmptyTableOfTheSameSize() {
    InstrumentedMap<Long, Long> map = Growths.growingFrom(1_024);
    int buckets = map.mask + 1;
    map.clear();
    assertThat(map).isEmpty();
    assertThat(map.growth).isNull();
    assertThat(map.mask + 1).isEqualTo(buckets);
    Invariants.check(map);
  }

  @Test
  void evacuationKeepsEveryEntry() {
    InstrumentedMap<Long, Long> map = Growths.growingFrom(1_024);
    long entries = map.size();
    while (map.growth != null) {
      map.remove(-1L);
      Invariants.check(map);
    }
    for (long i = 0; i < entries; i++) {
      assertThat(map.get(i)).isEqualTo(i);
    }
  }

  @Test
  void footprintReturnsToThatOfAPresizedMapAfterGrowth() {
    InstrumentedMap<Long, Long> map = Growths.growingFrom(1_024);
    while (map.growth != null) {
      map.remove(-1L);
    }
    InstrumentedMap<Long, Long> presized =
        InstrumentedMap.<Long, Long>builder().seed(1).expectedEntries(map.loadLimit()).build();
    presized.putAll(map);
    assertThat(map.footprint - map.overflowBuckets * Footprint.OVERFLOW_BUCKET)
        .isCloseTo(
            presized.footprint - presized.overflowBuckets * Footprint.OVERFLOW_BUCKET,
            org.assertj.core.data.Percentage.withPercentage(5));
  }
}
