package io.mapscope.flame.record;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class TracedMethodTest {

  @Test
  void whatIsTracedByDefaultIsCounted() {
    assertThat(RecordingPlan.ofJdkMaps().tracing(TracedMethod.ARRAYS).methods())
        .allMatch(TracedMethod::isCounted);
  }

  @Test
  void aMethodIsCountedWhenItsNameTellsOfAGrowth() {
    assertThat(TracedMethod.parse("com.acme.Table.enlarge").isCounted()).isTrue();
    assertThat(TracedMethod.parse("com.acme.Table::ensureCapacity").isCounted()).isTrue();
    assertThat(TracedMethod.parse("com.acme.Table.put").isCounted()).isFalse();
  }
}
