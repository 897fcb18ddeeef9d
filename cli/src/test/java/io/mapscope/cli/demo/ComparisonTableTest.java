package io.mapscope.cli.demo;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ComparisonTableTest {

  @Test
  void standsSideBySideInEightyColumns() {
    String text =
        ComparisonTable.text(
            SampleReport.hashMap(), SampleReport.instrumentedMap(430_000, "other"));

    assertThat(text)
        .isEqualToNormalizingNewlines(
            """
                                            HashMap    InstrumentedMap        ratio
            throughput                  1.23 M op/s        1.23 M op/s        x1.00
            p50                              531 ns             531 ns        x1.00
            p99                             1.95 us            1.95 us        x1.00
            p99.99                          73.5 us            73.5 us        x1.00
            longest stall                    537 ms             430 us      1/1,249
            longest grow work                537 ms             430 us      1/1,249
            growths                              20                 20
            bytes per entry                    40.4               20.5        x0.51
            """);
    assertThat(text.lines()).allMatch(line -> line.length() <= 80);
  }
}
