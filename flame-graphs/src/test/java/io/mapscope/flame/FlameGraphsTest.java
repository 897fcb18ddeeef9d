package io.mapscope.flame;

import static io.mapscope.flame.GrowthProfilerTest.collapsed;
import static io.mapscope.flame.GrowthProfilerTest.count;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.LongStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The recording that the exporter's tests have too, of a service that knows nothing of it. */
class FlameGraphsTest {

  private static final FlameRequest GROWTH = FlameRequest.of(During.GROWTH, SampleKind.ALLOC);
  private static FlameGraphs graphs;

  @TempDir Path folder;

  @BeforeAll
  static void read() throws IOException {
    graphs =
        FlameGraphs.of(
            Path.of("../otel-exporter/src/test/resources/io/mapscope/otel/mapping/traced")
                .resolve("async-profiler.jfr"));
  }

  @Test
  void bytesAllocatedByGrowthAreTheTablesAndOnlyThose() throws IOException {
    String growth = collapsed(graphs, GROWTH);
    String steady = collapsed(graphs, FlameRequest.of(During.STEADY, SampleKind.ALLOC));

    assertThat(count(growth, "java.util.HashMap$Node[]")).isGreaterThan(4 << 20);
    assertThat(count(growth, "java.lang.Integer")).isZero();
    assertThat(count(steady, "java.lang.Integer")).isPositive();
  }

  @Test
  void growthsAreChosenByMapAndByLine() throws IOException {
    String concurrent = "java.util.concurrent.ConcurrentHashMap";
    String ofMap = collapsed(graphs, GROWTH.ofMap(concurrent));
    assertThat(ofMap.lines()).isNotEmpty().allMatch(line -> line.contains(concurrent));

    String ofLine = collapsed(graphs, GROWTH.ofCallSite("fillCart"));
    assertThat(ofLine.lines()).isNotEmpty().allMatch(line -> line.contains("fillCart"));
    assertThat(collapsed(graphs, GROWTH.ofMap("java.util.TreeMap"))).isEmpty();
  }

  @Test
  void oneGrowthIsChosenByItsTime() throws IOException {
    long all = count(collapsed(graphs, GROWTH), "");
    assertThat(collapsed(graphs, GROWTH.within(0, 1))).isEmpty();
    // 18:36:43.491 to .525 UTC: the growth to 524,288 buckets.
    long second = 1795286203_000000000L;
    long one =
        count(collapsed(graphs, GROWTH.within(second + 492_000_000, second + 520_000_000)), "");
    assertThat(one).isPositive().isLessThan(all);
  }

  @Test
  void eachGrowthHasItsOwnStacks() throws IOException {
    GrowthStacks stacks = graphs.stacks(SampleKind.ALLOC);
    List<String> all = ofAllThreads(stacks, Long.MIN_VALUE, Long.MAX_VALUE);
    assertThat(all).isNotEmpty().allMatch(line -> line.matches(".*(resize|transfer).* \\d+"));

    long second = 1795286203_000000000L;
    List<String> one = ofAllThreads(stacks, second + 492_000_000, second + 520_000_000);
    assertThat(one).isNotEmpty().hasSizeLessThan(all.size());
    assertThat(count(String.join("\n", one), "")).isLessThan(count(String.join("\n", all), ""));
    assertThat(ofAllThreads(stacks, 0, 1)).isEmpty();
  }

  private static List<String> ofAllThreads(GrowthStacks stacks, long from, long to) {
    return LongStream.range(0, 1_000)
        .mapToObj(thread -> stacks.collapsed(thread, from, to))
        .flatMap(Optional::stream)
        .flatMap(String::lines)
        .toList();
  }

  @Test
  void differencesAreSharesOfEachSide() throws IOException {
    ByteArrayOutputStream page = new ByteArrayOutputStream();
    graphs.html(FlameRequest.of(During.DIFF, SampleKind.ALLOC), "Difference", page);

    assertThat(page.toString(StandardCharsets.UTF_8))
        .containsPattern("d=[1-9]")
        .contains("HashMap$Node[]");
  }

  @Test
  void aTitleStaysATitle() throws IOException {
    ByteArrayOutputStream page = new ByteArrayOutputStream();
    graphs.html(GROWTH, "<script>alert(1)</script>", page);

    assertThat(page.toString(StandardCharsets.UTF_8))
        .contains("&lt;script&gt;alert(1)&lt;/script&gt;")
        .doesNotContain("<script>alert");
  }

  @Test
  void profilesAreNotCompared() {
    assertThatThrownBy(
            () ->
                graphs.otlp(
                    FlameRequest.of(During.DIFF, SampleKind.ALLOC),
                    OutputStream.nullOutputStream()))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void whatIsNoRecordingIsRefused() throws IOException {
    Path text = Files.writeString(folder.resolve("text"), "no recording ".repeat(20));
    assertThatThrownBy(() -> FlameGraphs.of(text)).isInstanceOf(IOException.class);
  }
}
