package io.mapscope.otel.mapping;

import static org.assertj.core.api.Assertions.assertThat;

import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.api.trace.SpanId;
import io.opentelemetry.api.trace.TraceFlags;
import io.opentelemetry.api.trace.TraceState;
import org.junit.jupiter.api.Test;

class VictimsTest {

  private final Victims victims = new Victims();

  @Test
  void paymentsOfOneSpanAddUp() {
    victims.paid(span(1), 30);
    victims.paid(span(2), 40);
    victims.paid(span(1), 30);
    assertThat(victims.told()).containsExactly(new Victim(span(1), 60), new Victim(span(2), 40));
  }

  @Test
  void spanThatIsNotSampledIsNoVictim() {
    victims.paid(SpanContext.getInvalid(), 30);
    assertThat(victims.told()).isEmpty();
  }

  @Test
  void whoPaidMostIsToldHoweverManyThereAre() {
    int all = 4 * Victims.MOST_HELD;
    for (int i = 1; i <= all; i++) {
      // In no order: 7 has no divisor with a power of two.
      int paid = i * 7 % (all + 1);
      victims.paid(span(paid), paid);
    }
    assertThat(victims.told()).hasSize(Victims.MOST_TOLD);
    for (int i = 0; i < Victims.MOST_TOLD; i++) {
      assertThat(victims.told().get(i).nanos()).isEqualTo(all - i);
    }
  }

  private static SpanContext span(long id) {
    return SpanContext.create(
        "00000000000000ab00000000000000cd",
        SpanId.fromLong(id),
        TraceFlags.getSampled(),
        TraceState.getDefault());
  }
}
