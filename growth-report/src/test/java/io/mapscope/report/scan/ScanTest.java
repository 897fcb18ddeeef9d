package io.mapscope.report.scan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.mapscope.report.GoldenFile;
import io.mapscope.report.Recorded;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ScanTest {

  private static final Duration STALL = Duration.ofMillis(2);
  private static final Duration LONG = Duration.ofMillis(3);

  @TempDir Path folder;

  @Test
  void growthsOfJdkMapsAreGroupedByClassAndLine() throws Exception {
    assertThat(jdkMaps().maps())
        .extracting(MapFindings::label, MapFindings::growths, MapFindings::lives)
        .contains(
            // 200,000 entries three times: 16 to 2^19 slots, whose first table is no growth.
            tuple("HashMap at GoldenRecording.fill:57", 45L, 3L),
            tuple("HashMap at SearchIndex.index:37", 15L, 1L),
            tuple("Hashtable at GoldenRecording.fill:57", 15L, 1L));
  }

  @Test
  void capacityFollowsFromTheNumberOfDoublings() throws Exception {
    assertThat(named(jdkMaps(), "HashMap at GoldenRecording.fill:57").capacity())
        .isEqualTo(new Capacity(1 << 19, 393_216, Certainty.COUNTED));
    assertThat(named(jdkMaps(), "Hashtable at GoldenRecording.fill:57").capacity().slots())
        .isEqualTo((12 << 15) - 1);
  }

  /** It leaves the name of the method to the stack. */
  @Test
  void growthsThatAsyncProfilerTracedAreFound() throws Exception {
    Path recording =
        Path.of("../otel-exporter/src/test/resources/io/mapscope/otel/mapping/traced")
            .resolve("async-profiler.jfr");
    Findings findings = Scan.of(recording, 100_000);
    assertThat(findings.maps())
        .extracting(MapFindings::implementation)
        .contains("java.util.HashMap", "java.util.concurrent.ConcurrentHashMap");
    assertThat(findings.maps())
        .filteredOn(map -> map.implementation().equals("java.util.HashMap"))
        .anySatisfy(
            map -> {
              assertThat(map.site()).contains("fillCart");
              assertThat(map.capacity().certainty()).isEqualTo(Certainty.MEASURED);
            });
    assertThat(findings.surroundings().settings().get("jdk.MethodTrace#filter"))
        .contains("java.util.HashMap.resize");
  }

  @Test
  void onlyACallWithinAnotherIsTheSameGrowth() {
    JdkGrowths.LastCall transfer = new JdkGrowths.LastCall("a.Map", 20, 30);
    assertThat(transfer.isWithin(new JdkGrowths.LastCall("a.Map", 10, 30))).isTrue();
    assertThat(transfer.isWithin(new JdkGrowths.LastCall("a.Map", 10, 19))).as("before").isFalse();
    assertThat(transfer.isWithin(new JdkGrowths.LastCall("b.Map", 10, 30))).isFalse();
  }

  @Test
  void smallTablesThatTookLongAreNotToBlame() {
    CapacityOfGrowth capacities = new CapacityOfGrowth(Integer.BYTES, false);
    Life life = Life.of(null, JdkTable.HASH_MAP, FirstTable.YES, 300_000_000);
    life.grew(300_000_000);
    Capacity capacity =
        capacities.of(JdkTable.HASH_MAP, life, 300_000_000, LargestArrays.Array.NONE);
    assertThat(capacity.slots()).isEqualTo(16);
    assertThat(JdkGrowths.cause(true, capacity)).isEqualTo(Cause.OTHER);
    assertThat(JdkGrowths.cause(true, new Capacity(1 << 20, 0, Certainty.MEASURED)))
        .isEqualTo(Cause.FIRST_TABLE);
  }

  @Test
  void growthThatAPauseStretchedIsStillCounted() {
    Life life = null;
    Capacity last = Capacity.UNKNOWN;
    CapacityOfGrowth capacities = new CapacityOfGrowth(Integer.BYTES, true);
    for (int growth = 1; growth <= 15; growth++) {
      long slots = 16L << (growth - 1);
      long nanos = growth == 15 ? 900_000_000 : 50 * JdkTable.HASH_MAP.moved(slots);
      FirstTable first = growth == 1 ? FirstTable.YES : FirstTable.NO;
      life = Life.of(life, JdkTable.HASH_MAP, first, nanos);
      life.grew(nanos);
      last = capacities.of(JdkTable.HASH_MAP, life, nanos, LargestArrays.Array.NONE);
    }
    assertThat(last).isEqualTo(new Capacity(1 << 18, 196_608, Certainty.COUNTED));
  }

  @Test
  void mapMadeWithACapacityIsNotCountedFromSixteen() {
    Life life = Life.of(null, JdkTable.HASH_MAP, FirstTable.YES, 1_000_000);
    life.grew(1_000_000);
    life = Life.of(life, JdkTable.HASH_MAP, FirstTable.NO, 80_000_000);
    life.grew(80_000_000);
    Capacity capacity =
        new CapacityOfGrowth(Integer.BYTES, true)
            .of(JdkTable.HASH_MAP, life, 80_000_000, LargestArrays.Array.NONE);
    assertThat(capacity.certainty()).isEqualTo(Certainty.ESTIMATED);
    assertThat(capacity.slots()).as("1.6 million moved at 50 ns").isEqualTo(1 << 23);
  }

  @Test
  void arrayThatWasAllocatedTellsTheCapacity() {
    Life life = Life.of(null, JdkTable.HASH_MAP, FirstTable.NO, 80_000_000);
    life.grew(80_000_000);
    LargestArrays.Array array = new LargestArrays.Array(1, 16 + 4L * (1 << 22), true);
    assertThat(
            new CapacityOfGrowth(Integer.BYTES, true)
                .of(JdkTable.HASH_MAP, life, 80_000_000, array))
        .isEqualTo(new Capacity(1 << 22, 3_145_728, Certainty.MEASURED));
  }

  @Test
  void treesInsideAHashMapTellOfLongChains() throws Exception {
    Findings findings = jdkMaps();
    assertThat(named(findings, "HashMap at Visits.count:33").longChains()).isEqualTo(9);
    assertThat(named(findings, "HashMap at SearchIndex.index:37").longChains()).isZero();
  }

  @Test
  void stackOfTheLongestGrowthLeadsToTheLine() throws Exception {
    MapFindings map = named(jdkMaps(), "HashMap at SearchIndex.index:37");
    assertThat(map.stack())
        .startsWith("java.util.HashMap.putVal:670", "java.util.HashMap.put:619")
        .contains(map.site());
  }

  @Test
  void putAndTheGrowWorkInsideItAreOneStall() throws Exception {
    Duration length = LONG.multipliedBy(10); // Far more than it takes to commit the two events.
    Findings findings = scan(() -> new MapsInTurn("orders").growingPut(length));
    assertThat(findings.stalls())
        .singleElement()
        .satisfies(
            stall -> {
              assertThat(stall.nanos()).isGreaterThanOrEqualTo(length.toNanos());
              assertThat(stall.growth()).isEqualTo(1);
              assertThat(stall.cause()).isIn(Cause.GROWTH, Cause.GC);
            });
    assertThat(named(findings, "orders").stalls()).isEqualTo(1);
  }

  @Test
  void eventsWhoseNumbersAreMissingAreTold() throws Exception {
    Findings findings =
        scan(
            () -> {
              MapsInTurn map = new MapsInTurn("orders");
              map.slowPut(LONG);
              map.lose(5);
              map.slowPut(LONG);
              map.lose(2); // Nobody can know of what is after the last.
            });
    assertThat(findings.losses().missingEvents()).isEqualTo(5);
    assertThat(findings.losses().lostEvents()).isTrue();
  }

  @Test
  void growthThatIsNotOverIsListed() throws Exception {
    Findings findings = scan(() -> new MapsInTurn("orders").growthStarted());
    assertThat(findings.losses().unfinishedGrowths()).isEqualTo(1);
    assertThat(findings.growths())
        .singleElement()
        .satisfies(growth -> assertThat(growth.kind()).isEqualTo(Growth.Kind.UNFINISHED));
  }

  @Test
  void stallThatTheCollectorMadeIsTheCollectors() {
    GcPauses pauses = new GcPauses();
    pauses.add(1_000, 500);
    pauses.add(3_000, 100);
    pauses.end();
    assertThat(pauses.within(0, 10_000)).isEqualTo(600);
    assertThat(pauses.within(1_400, 3_050)).isEqualTo(150);
    assertThat(pauses.within(1_500, 3_000)).isZero();
    MapFindings map = new MapFindings(1, true, "X", "a.B.c:1");
    Stalls stalls = new Stalls(100);
    stalls.add(1, stall(map, 900, 900)); // 500 of 900 paused
    stalls.add(2, stall(map, 2_000, 1_090)); // 90 of 1,090
    assertThat(stalls.end(pauses)).extracting(Stall::cause).containsExactly(Cause.GC, Cause.GROWTH);
    assertThat(map.byGc().count()).isEqualTo(1);
  }

  @Test
  void memoryIsBoundedHoweverManyGrowthsThereAre() {
    Growths growths = new Growths();
    MapFindings map = new MapFindings(1, false, "java.util.HashMap", "a.B.c:1");
    for (int i = 0; i < Growths.MOST + 500; i++) {
      growths.add(growth(map, i));
    }
    assertThat(growths.end(new GcPauses()))
        .hasSize(Growths.MOST)
        .allMatch(growth -> growth.stallNanos() >= 500);
    assertThat(growths.dropped()).isEqualTo(500);
  }

  private static Growth growth(MapFindings map, long nanos) {
    return new Growth(
        map,
        1,
        nanos,
        nanos,
        nanos,
        nanos,
        0,
        0,
        0,
        Certainty.UNKNOWN,
        "main",
        1,
        0,
        Growth.Kind.DOUBLING);
  }

  private static Stall stall(MapFindings map, long start, long nanos) {
    return new Stall(map, start, nanos, "put", "main", null, null, 1, Cause.GROWTH);
  }

  private Findings jdkMaps() throws Exception {
    return Scan.of(GoldenFile.jdkMaps(folder), 100_000);
  }

  private Findings scan(Recorded.Program program) throws Exception {
    return Scan.of(Recorded.maps(folder.resolve("r.jfr"), program), STALL.toNanos());
  }

  private static MapFindings named(Findings findings, String label) {
    return findings.maps().stream()
        .filter(map -> map.label().equals(label))
        .findFirst()
        .orElseThrow();
  }
}
