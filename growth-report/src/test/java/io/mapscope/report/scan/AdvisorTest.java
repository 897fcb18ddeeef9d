package io.mapscope.report.scan;

import static org.assertj.core.api.Assertions.assertThat;

import io.mapscope.report.advice.Action;
import io.mapscope.report.advice.Advice;
import io.mapscope.report.advice.Advisor;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Advice to do nothing, of findings that no clock has made. */
class AdvisorTest {

  private static final long MILLISECOND = 1_000_000;

  private final MapFindings map = new MapFindings(1, false, "java.util.HashMap", "App.put:1");
  private final GcPauses pauses = new GcPauses();
  private final Stalls stalls = new Stalls(MILLISECOND);

  @Test
  void collectorThatDidItAllIsToBlame() {
    pauses.add(10 * MILLISECOND, 90 * MILLISECOND);
    pauses.end();
    grew(5 * MILLISECOND, 100 * MILLISECOND); // 90 of 100 paused
    grew(500 * MILLISECOND, 2 * MILLISECOND);
    Advice advice = advice();
    assertThat(advice.action()).isEqualTo(Action.LOOK_AT_GC);
    assertThat(advice.because()).startsWith("In 1 of 2 stalls a pause of the collector");
    assertThat(advice.removesStalls()).isZero();
  }

  /** Four fifths of the time must be the collector's. */
  @Test
  void collectorThatDidHalfIsNot() {
    pauses.add(10 * MILLISECOND, 90 * MILLISECOND);
    pauses.end();
    grew(5 * MILLISECOND, 100 * MILLISECOND);
    grew(500 * MILLISECOND, 50 * MILLISECOND);
    assertThat(advice().action()).isEqualTo(Action.REPLACE);
  }

  @Test
  void mapThatStoppedNobodyNeedsNothing() {
    pauses.end();
    grew(5 * MILLISECOND, MILLISECOND / 2);
    Advice advice = advice();
    assertThat(advice.action()).isEqualTo(Action.NOTHING);
    assertThat(advice.because())
        .isEqualTo(
            "No growth of it stopped an operation for 1 ms. The longest that one operation spent on"
                + " a growth is 500 µs.");
  }

  @Test
  void mapThatNoLineMadeGrowCannotBeChanged() {
    MapFindings nowhere = new MapFindings(2, false, "java.util.HashMap", null);
    pauses.end();
    grew(nowhere, 5 * MILLISECOND, 20 * MILLISECOND);
    stalls.end(pauses);
    Advice advice = new Advisor(findings(nowhere)).all().get(0);
    assertThat(advice.action()).isEqualTo(Action.NOTHING);
    assertThat(advice.because()).startsWith("No line of the program made these maps grow");
  }

  private void grew(long start, long nanos) {
    grew(map, start, nanos);
  }

  private void grew(MapFindings grown, long start, long nanos) {
    grown.grew(start, start + nanos, nanos);
    stalls.add(1, new Stall(grown, start, nanos, "put", "main", null, null, 1, Cause.GROWTH));
  }

  private Advice advice() {
    stalls.end(pauses);
    return new Advisor(findings(map)).all().get(0);
  }

  private Findings findings(MapFindings found) {
    return new Findings(
        0,
        1_000 * MILLISECOND,
        MILLISECOND,
        List.of(found),
        List.of(),
        List.of(),
        pauses,
        new Surroundings(),
        new Losses(),
        1);
  }
}
