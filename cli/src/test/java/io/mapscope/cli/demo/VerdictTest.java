package io.mapscope.cli.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class VerdictTest {

  @Test
  void saysHowMuchShorterTheLongestStallWas() {
    assertThat(headline(12_400_000))
        .isEqualTo(
            "HashMap stopped for 537 ms, InstrumentedMap for 12.4 ms at most: 43 times less.");
  }

  @Test
  void saysWhenThereWasNoClearDifference() {
    assertThat(headline(400_000_000)).endsWith("400 ms at most: no clear difference.");
  }

  @Test
  void saysWhenTheStallWasLonger() {
    assertThat(headline(900_000_000)).endsWith("900 ms at most: longer, this time.");
  }

  @Test
  void tellsWhatTheRecordingSaysTheStallWas() {
    assertThat(
            Verdict.causes(
                List.of(
                    SampleReport.hashMap(),
                    SampleReport.instrumentedMap(12_400_000, "gc"),
                    SampleReport.instrumentedMap(430_000, "other"))))
        .satisfiesExactly(
            line ->
                assertThat(line)
                    .contains("537 ms, a put at 7.5 s, spent on growth 20")
                    .contains("from 8,388,608 to 16,777,216 buckets")
                    .contains("GC pauses in its run: 1, the longest 12.0 ms"),
            line -> assertThat(line).contains("spent on a garbage collection"),
            line -> assertThat(line).contains("neither growth nor garbage collection"));
  }

  private static String headline(long stallNanos) {
    return Verdict.headline(
        SampleReport.of(SampleReport.hashMap(), SampleReport.instrumentedMap(stallNanos, "other")));
  }
}
