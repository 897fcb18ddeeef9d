package io.mapscope.otel.mapping;

import static org.assertj.core.api.Assertions.assertThat;

import io.mapscope.otel.mapping.ComputedIds.Purpose;
import io.opentelemetry.api.trace.SpanId;
import io.opentelemetry.api.trace.TraceId;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;

class ComputedIdsTest {

  @Test
  void differForEachPurposeJvmMapAndNumber() {
    Set<String> spanIds = new HashSet<>();
    Set<String> traceIds = new HashSet<>();
    for (Purpose purpose : Purpose.values()) {
      for (long jvm = 0; jvm < 10; jvm++) {
        for (long map = 0; map < 50; map++) {
          for (long number = 0; number < 50; number++) {
            spanIds.add(ComputedIds.spanId(purpose, jvm, map, number));
            traceIds.add(ComputedIds.traceId(purpose, jvm, map, number));
          }
        }
      }
    }
    assertThat(spanIds).hasSize(Purpose.values().length * 10 * 50 * 50).allMatch(SpanId::isValid);
    assertThat(traceIds).hasSize(Purpose.values().length * 10 * 50 * 50).allMatch(TraceId::isValid);
  }

  /** An id that was exported once stays; the values were computed apart from this code. */
  @Test
  void areTheSameInEveryRelease() {
    assertThat(ComputedIds.spanId(Purpose.GROWTH_SPAN, 1, 2, 3)).isEqualTo("fdbb2e4a8586de64");
    assertThat(ComputedIds.traceId(Purpose.GROWTH_TRACE, 1, 2, 3))
        .isEqualTo("6b360221edd5a20a83895f2e7745dd5e");
  }
}
