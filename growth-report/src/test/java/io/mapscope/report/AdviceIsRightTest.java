package io.mapscope.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.mapscope.events.ObservedMaps;
import io.mapscope.map.InstrumentedMap;
import io.mapscope.report.programs.Catalogue;
import io.mapscope.report.programs.SearchIndex;
import io.mapscope.report.programs.Visits;
import java.lang.ref.Reference;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.StreamSupport;
import jdk.jfr.consumer.RecordedEvent;
import jdk.jfr.consumer.RecordingFile;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Follows the advice mechanically, from the JSON as a script would, and records again: what it
 * promised to remove is gone. Growths are counted, no clock decides; the threshold of a stall is so
 * low that a growth of ten thousand entries cannot be below it.
 */
class AdviceIsRightTest {

  private static final Duration STALL = Duration.ofNanos(1_000);
  private static final int REQUESTS = 100_000;
  // Longer than it takes to stop a recording: the traffic must not seem to have ended before it.
  private static final int PAUSE_MILLIS = 20;

  @TempDir Path folder;

  /** HashMap, unmodified: from JDK 25 on Flight Recorder sees its growths without an agent. */
  @Nested
  class OfHashMaps {

    @Test
    void capacityOfACacheFilledAtStartRemovesItsGrowths() throws Exception {
      JsonNode advice = traced("Catalogue", () -> new Catalogue(new HashMap<>()).run()).get();
      assertThat(advice.get("action").asText()).isEqualTo("presize");
      assertThat(advice.get("argument").asInt()).as("holds 100,000").isEqualTo(1 << 18);
      assertThat(advice.at("/removes/growths").asInt()).isEqualTo(14); // 16 to 2^18
      assertThat(advice.at("/removes/stalls").asInt()).isPositive();

      Map<Long, String> followed = new HashMap<>(advice.get("argument").asInt());
      Optional<JsonNode> after = traced("Catalogue", () -> new Catalogue(followed).run());

      // The first table is still made by the first put: that is no growth, and one stall of them.
      assertThat(after.map(a -> a.at("/found/growths").asInt()).orElse(0)).isZero();
      assertThat(stallsByGrowth(after)).isLessThan(2);
    }

    @Test
    void instrumentedMapForAnIndexThatGrowsWithTrafficSpreadsItsGrowths() throws Exception {
      JsonNode advice =
          traced(
                  "SearchIndex",
                  () -> new SearchIndex(new HashMap<>()).serve(REQUESTS, PAUSE_MILLIS))
              .get();
      assertThat(advice.get("action").asText()).isEqualTo("replace");
      assertThat(advice.get("code").asText()).isEqualTo("new InstrumentedMap<>()");
      assertThat(advice.at("/removes/stalls").asInt()).isPositive();

      Path file = folder.resolve("after.jfr");
      Recorded.jdkMaps(file, () -> new SearchIndex(new InstrumentedMap<>()).serve(REQUESTS));

      assertThat(advice(file, "SearchIndex", "java.util.HashMap")).isEmpty();
      assertThat(growths(file))
          .hasSizeGreaterThan(10)
          .allSatisfy(
              growth ->
                  assertThat(2 * growth.getLong("steps"))
                      .as("two chains a write")
                      .isGreaterThanOrEqualTo(growth.getLong("bucketsBefore")));
    }

    @Test
    void betterHashCodeRemovesLongChains() throws Exception {
      JsonNode advice = traced("Visits", () -> new Visits(new HashMap<>(), false).count()).get();
      assertThat(advice.get("action").asText()).isEqualTo("fix-hash");
      assertThat(advice.at("/found/longChains").asInt()).isGreaterThanOrEqualTo(7);

      Optional<JsonNode> after = traced("Visits", () -> new Visits(new HashMap<>(), true).count());

      assertThat(after.map(a -> a.at("/found/longChains").asInt()).orElse(0)).isZero();
    }

    private Optional<JsonNode> traced(String program, Recorded.Program run) throws Exception {
      assumeTrue(
          Runtime.version().feature() >= Recorded.TRACES_METHODS,
          "Flight Recorder traces methods from JDK 25 on");
      Path file = folder.resolve(program + ".jfr");
      return advice(Recorded.jdkMaps(file, run), program, "java.util.HashMap");
    }
  }

  /** Maps that are instrumented already, on every JDK. */
  @Nested
  class OfInstrumentedMaps {

    private static final String MAP = "io.mapscope.map.InstrumentedMap";

    @Test
    void expectedEntriesOfACacheFilledAtStartRemoveItsGrowths() throws Exception {
      JsonNode advice = observed("Catalogue", () -> fill(new Catalogue(named(0)))).get();
      assertThat(advice.get("action").asText()).isEqualTo("presize");
      assertThat(advice.get("argument").asInt()).isEqualTo(100_000);
      assertThat(advice.at("/removes/stalls").asInt()).isPositive();

      Map<Long, String> followed = named(advice.get("argument").asInt());
      Path file = folder.resolve("after.jfr");
      Recorded.maps(file, () -> new Catalogue(followed).run());

      assertThat(growths(file)).isEmpty();
      assertThat(stallsByGrowth(advice(file, "Catalogue", MAP))).isZero();
    }

    /** Its statistics are told while it is there, however short that is. */
    private void fill(Catalogue catalogue) {
      try {
        catalogue.run();
        ObservedMaps.tellStatistics();
      } finally {
        Reference.reachabilityFence(catalogue);
      }
    }

    @Test
    void boundOfAnIndexThatGrowsWithTrafficKeepsItFromGrowing() throws Exception {
      JsonNode advice =
          observed("SearchIndex", () -> new SearchIndex(named(0)).serve(REQUESTS, PAUSE_MILLIS))
              .get();
      assertThat(advice.get("action").asText()).isEqualTo("bound");
      long most = advice.get("argument").asLong();

      Path file = folder.resolve("after.jfr");
      Recorded.maps(file, () -> new SearchIndex(named(0), most).serve(3 * REQUESTS));

      assertThat(growths(file))
          .filteredOn(growth -> !growth.getBoolean("sameSize"))
          .hasSizeBetween(1, advice.at("/found/growths").asInt());
    }

    @Test
    void betterHashCodeRemovesLongChains() throws Exception {
      JsonNode advice = observed("Visits", () -> new Visits(named(0), false).count()).get();
      assertThat(advice.get("action").asText()).isEqualTo("fix-hash");
      assertThat(advice.at("/found/longChains").asInt()).isPositive();

      Optional<JsonNode> after = observed("Visits", () -> new Visits(named(0), true).count());

      assertThat(after.map(a -> a.at("/found/longChains").asInt()).orElse(0)).isZero();
    }

    private <K, V> InstrumentedMap<K, V> named(int expected) {
      InstrumentedMap.Builder<K, V> builder = InstrumentedMap.builder();
      return expected == 0 ? builder.build() : builder.expectedEntries(expected).build();
    }

    private Optional<JsonNode> observed(String program, Recorded.Program run) throws Exception {
      Path file = folder.resolve(program + ".jfr");
      return advice(Recorded.maps(file, run), program, MAP);
    }
  }

  private static Optional<JsonNode> advice(Path recording, String program, String implementation)
      throws Exception {
    RecordingReport report = RecordingReport.builder().stall(STALL).read(recording);
    JsonNode advice = new ObjectMapper().readTree(report.adviceJson()).get("advice");
    return StreamSupport.stream(advice.spliterator(), false)
        .filter(one -> one.get("site").asText().contains("." + program + "."))
        .filter(one -> one.get("implementation").asText().equals(implementation))
        .findFirst();
  }

  private static int stallsByGrowth(Optional<JsonNode> advice) {
    return advice.map(one -> one.at("/found/stallsByGrowth").asInt()).orElse(0);
  }

  private static List<RecordedEvent> growths(Path recording) throws Exception {
    return RecordingFile.readAllEvents(recording).stream()
        .filter(event -> event.getEventType().getName().equals("mapscope.Growth"))
        .toList();
  }
}
