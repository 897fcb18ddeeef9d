package io.mapscope.otel.mapping;

import static org.assertj.core.api.Assertions.assertThat;

import io.mapscope.events.RecordingSettings;
import io.mapscope.map.FakeMap;
import io.mapscope.otel.catalog.MetricCatalog;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.sdk.metrics.data.MetricData;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** Ten thousand maps, and names as a user's input makes them. */
class CardinalityTest {

  private static final int MAPS = 10_000;
  private static final int NAMES = 1_000;
  private static final AttributeKey<String> NAME = AttributeKey.stringKey("hashmap.name");

  /** Generous: what matters is that it does not depend on how long names are. */
  private static final long MOST_BYTES_PER_MAP = 4_096;

  @Test
  void namesAreBoundedAndWhatIsFoldedIsCounted() {
    List<FakeMap> maps = new ArrayList<>();
    for (int i = 0; i < MAPS; i++) {
      maps.add(new FakeMap(name(i)));
    }
    Mapped mapped = new Mapped(NAMES);
    long before = usedBytes();
    mapped.read(
        RecordingSettings.PRODUCTION,
        () ->
            maps.forEach(
                map -> {
                  map.created();
                  map.statistics(1, 0, false);
                }));
    long perMap = (usedBytes() - before) / MAPS;

    Map<String, MetricData> metrics = mapped.metrics();
    Map<String, Long> entries =
        metrics.get(MetricCatalog.ENTRY_COUNT.name()).getLongSumData().getPoints().stream()
            .collect(
                Collectors.toMap(
                    point -> point.getAttributes().get(NAME), point -> point.getValue()));
    assertThat(entries).hasSize(NAMES + 1).containsEntry("(other)", 60L * (MAPS - NAMES));
    assertThat(entries.keySet())
        .allSatisfy(
            name -> {
              assertThat(name).hasSizeBetween(1, 128);
              assertThat(name.chars().noneMatch(Character::isISOControl)).isTrue();
            });
    assertThat(metrics.get(MetricCatalog.MAPS_FOLDED.name()).getLongSumData().getPoints())
        .singleElement()
        .satisfies(point -> assertThat(point.getValue()).isEqualTo(MAPS - NAMES));
    assertThat(mapped.engine.accounts()).hasSize(MAPS + 1);
    assertThat(perMap).isLessThan(MOST_BYTES_PER_MAP);
  }

  @Test
  void implementationsWithoutEndAreBoundedToo() {
    MapNaming naming = new MapNaming(5, name -> true);
    Map<Attributes, List<Integer>> series = new java.util.HashMap<>();
    for (int i = 0; i < MAPS; i++) {
      MapIdentity identity = naming.identity(1, "same", null, "class" + i);
      naming.introduced(identity);
      series.computeIfAbsent(identity.series().attributes, s -> new ArrayList<>()).add(i);
    }
    assertThat(series.size()).isLessThan(50);
    assertThat(naming.foldedMaps()).isEqualTo(MAPS - 5);
  }

  @Test
  void wordsOfEventsAreBoundedAndEscaped() {
    MapSeries series = new MapSeries("m", "c", false);
    AttributeKey<String> key = AttributeKey.stringKey("word");
    List<String> words = new ArrayList<>();
    for (int i = 0; i < 100; i++) {
      words.add(series.with(key, "word\n" + i).get(key));
    }
    assertThat(words).startsWith("word\\u000a0").endsWith("(other)");
    assertThat(words.stream().distinct()).hasSizeLessThan(20);
  }

  /**
   * Control characters, and ten kilobytes that differ at their end: of these no more than Flight
   * Recorder has room for while its thread does not get a processor, or it drops events.
   */
  private static String name(int i) {
    if (i % 30 == 0) {
      return "x".repeat(10_000) + i;
    }
    return i % 2 == 0 ? "tenant-" + i : "tenant\n\u001b[31m\u0000" + i;
  }

  private static long usedBytes() {
    System.gc();
    return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
  }
}
