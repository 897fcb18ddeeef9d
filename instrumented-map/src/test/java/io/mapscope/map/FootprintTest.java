package io.mapscope.map;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.openjdk.jol.info.ClassLayout;
import org.openjdk.jol.info.GraphLayout;
import org.openjdk.jol.vm.VM;

/**
 * What a map takes on the heap without its keys and values, measured by walking all that it reaches
 * with JOL.
 */
class FootprintTest {

  /** Entries at which a table of 2^13 buckets doubles. */
  private static final int FULL = 13 << 12;

  private static final int SIZES = 6;
  private static final Integer VALUE = -1;

  /** The map object, its views, its recorder, and what tells of a growth. */
  private static final int MOST_OF_THE_MAP_ITSELF = 1_024;

  @BeforeAll
  static void letJolSeeRecords() {
    System.setProperty("jol.magicFieldOffset", "true");
    System.setProperty("jol.skipHotspotSAAttach", "true");
    assumeTrue(VM.current().sizeOf(new Object[8]) == 16 + 8 * 4, "compressed references");
  }

  /** Sizes spread evenly from the start of one doubling to that of the next. */
  @ParameterizedTest
  @CsvSource({"GO, 20", "STEADY, 15"})
  void averageOverOneDoublingIsSmall(Pacing pacing, double most) {
    InstrumentedMap<Integer, Integer> map =
        InstrumentedMap.<Integer, Integer>builder().seed(1).pacing(pacing).build();
    Map<Integer, Integer> hashMap = new HashMap<>();
    double sum = 0;
    double sumOfHashMap = 0;
    for (int i = 0; i < SIZES; i++) {
      int entries = FULL + 1 + (int) ((long) i * FULL / SIZES);
      fill(map, entries);
      sum += (double) bytes(map) / entries;
      fill(hashMap, entries / 16); // JOL takes long for classes of the JDK.
      sumOfHashMap += (double) bytes(hashMap) / hashMap.size();
    }
    assertThat(sum / SIZES)
        .as("bytes an entry, while HashMap takes %.1f", sumOfHashMap / SIZES)
        .isLessThanOrEqualTo(most);
  }

  /** What the events tell is what is there, at rest and in the middle of a growth. */
  @Test
  void ownFigureIsThatOfTheHeap() {
    InstrumentedMap<Integer, Integer> map = new InstrumentedMap<>();
    for (int entries : new int[] {1_000, FULL, FULL + 1, FULL + 2_000, FULL + 10_000}) {
      fill(map, entries);
      assertThat(bytes(map))
          .as("at %d entries", entries)
          .isBetween(map.footprint, map.footprint + map.footprint / 100 + MOST_OF_THE_MAP_ITSELF);
    }
  }

  private static void fill(Map<Integer, Integer> map, int entries) {
    for (int i = map.size(); i < entries; i++) {
      map.put(i + 1_000, VALUE); // None of the JVM's own.
    }
  }

  /** All that is reached but the keys, the value, and what all maps of the JVM share. */
  private static long bytes(Map<Integer, Integer> map) {
    Object[] shared = {Chunk.NO_TOPS, Chunk.NO_SLOTS};
    long all = GraphLayout.parseInstance(map, shared[0], shared[1]).totalSize();
    long number = ClassLayout.parseClass(Integer.class).instanceSize();
    return all
        - number * (map.size() + 1L)
        - VM.current().sizeOf(shared[0])
        - VM.current().sizeOf(shared[1]);
  }
}
