package io.mapscope.events;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;

import org.junit.jupiter.api.Test;

class ActiveTraceTest {

  @Test
  void sourceFillsTheTraceFields() {
    try (var installed = ActiveTrace.install(event -> event.setTrace(1, 2, 3, true))) {
      assertThat(installed).isNotNull();
      MapEvent event = stamped();
      assertThat(event.traceIdHigh).isEqualTo(1);
      assertThat(event.traceIdLow).isEqualTo(2);
      assertThat(event.spanId).isEqualTo(3);
      assertThat(event.traceSampled).isTrue();
    }
    assertThat(stamped().spanId).isZero();
  }

  @Test
  void throwingSourceIsCountedAndHarmsNobody() {
    long before = ActiveTrace.failures();
    try (var installed =
        ActiveTrace.install(
            event -> {
              throw new LinkageError("no such class");
            })) {
      assertThat(installed).isNotNull();
      assertThat(stamped().spanId).isZero();
    }
    assertThat(ActiveTrace.failures()).isEqualTo(before + 1);
  }

  @Test
  void closingLeavesALaterSourceInPlace() {
    var first = ActiveTrace.install(event -> event.setTrace(0, 0, 1, false));
    try (var second = ActiveTrace.install(event -> event.setTrace(0, 0, 2, false))) {
      assertThat(second).isNotNull();
      first.close();
      assertThat(stamped().spanId).isEqualTo(2);
    }
    assertThat(stamped().spanId).isZero();
  }

  @Test
  void closingTheLaterSourceAsksTheEarlierAgain() {
    try (var first = ActiveTrace.install(event -> event.setTrace(0, 0, 1, false))) {
      assertThat(first).isNotNull();
      var second = ActiveTrace.install(event -> event.setTrace(0, 0, 2, false));
      assertThat(stamped().spanId).isEqualTo(2);
      second.close();
      second.close();
      assertThat(stamped().spanId).isEqualTo(1);
    }
    assertThat(stamped().spanId).isZero();
  }

  @Test
  void nullIsRefused() {
    assertThatNullPointerException().isThrownBy(() -> ActiveTrace.install(null));
  }

  private static MapEvent stamped() {
    MapEvent event = new MisuseEvent();
    ActiveTrace.stamp(event);
    return event;
  }
}
