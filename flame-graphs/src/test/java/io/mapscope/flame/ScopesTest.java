package io.mapscope.flame;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ScopesTest {

  private static final long MILLI = 1_000_000;
  private static final TraceLink OUTER = new TraceLink(1, 2, 3);
  private static final TraceLink INNER = new TraceLink(1, 2, 4);
  private static final TraceLink LATER = new TraceLink(5, 6, 7);

  private final Scopes scopes = new Scopes();

  /** They are told as they end: the inner one first. */
  @Test
  void theInnermostScopeOfTheWholeTimeIsTheOne() {
    scopes.add(1, 2 * MILLI, 4 * MILLI, INNER);
    scopes.add(1, MILLI, 9 * MILLI, OUTER);
    scopes.add(1, 20 * MILLI, 30 * MILLI, LATER);
    scopes.end();

    assertThat(active(2, 3)).isEqualTo(INNER);
    assertThat(active(5, 6)).isEqualTo(OUTER);
    assertThat(active(3, 6)).as("longer than the inner one").isEqualTo(OUTER);
    assertThat(active(8, 10)).as("longer than all").isNull();
    assertThat(active(0, 1)).as("before").isNull();
    assertThat(active(22, 23)).isEqualTo(LATER);
    assertThat(scopes.activeIn(2, 2 * MILLI, 3 * MILLI)).as("another thread").isNull();
  }

  @Test
  void whatIsNoSpanIsNoLink() {
    String trace = "000000000000000a000000000000000b";
    assertThat(ScopeEvent.link(trace, "000000000000000c")).isEqualTo(new TraceLink(10, 11, 12));
    assertThat(ScopeEvent.link(trace, "0000000000000000")).isNull();
    assertThat(ScopeEvent.link("", "000000000000000c")).isNull();
    assertThat(ScopeEvent.link(null, null)).isNull();
    assertThat(ScopeEvent.link(trace, "no hex at all...")).isNull();
  }

  private TraceLink active(long from, long to) {
    return scopes.activeIn(1, from * MILLI, to * MILLI);
  }
}
