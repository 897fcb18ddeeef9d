package io.mapscope.benchmarks.sharing;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ThroughputTableTest {

  @Test
  void figuresStandByMapThreadsAndMixWithTheirErrorsAndWhereTheyAreFrom() {
    String table =
        ThroughputTable.of(
            List.of(
                "\"Benchmark\",\"Threads\",\"Score\",\"Score Error (99.9%)\",\"Param: deletes\","
                    + "\"Param: map\",\"Param: reads\"",
                "\"a.b\",2,1.2345,0.0512,40,STRIPED,50",
                "\"a.b\",2,7,NaN,1,STRIPED,99",
                "\"a.b\",1,3,12.44,1,STRIPED,99"),
            Map.of("machine", "2 x A", "jdk", "VM 17", "revision", "abc", "date", "2026-11-28"));
    assertThat(table)
        .isEqualTo(
            """

            | map | threads | 50/40 | 99/1 |
            |---|---|---|---|
            | striped | 1 |  | 3 ± 12.4 |
            | striped | 2 | 1.23 ± 0.05 | 7, one fork |

            Million operations a second, reads/deletes in percent; ± is half of JMH's interval of 99.9 %.
            2 x A; VM 17; revision abc; 2026-11-28
            """);
  }
}
