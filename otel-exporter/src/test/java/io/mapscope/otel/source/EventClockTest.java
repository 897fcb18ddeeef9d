package io.mapscope.otel.source;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class EventClockTest {

  private static final long SECOND = 1_000_000_000L;

  @Test
  void pointsAreMadeAtFullSecondsOfEventTime() {
    EventClock clock = new EventClock(100 * SECOND + 1, Duration.ofSeconds(10));
    List<Long> points = points(clock);
    clock.reached(100 * SECOND + 500);
    clock.reached(101 * SECOND);
    clock.reached(101 * SECOND + 7);
    clock.reached(102 * SECOND + 9);
    assertThat(points).containsExactly(101 * SECOND, 102 * SECOND);
    assertThat(clock.now()).isEqualTo(102 * SECOND + 9);
  }

  @Test
  void aStretchWithoutEventsGivesOnePoint() {
    EventClock clock = new EventClock(100 * SECOND, Duration.ofMinutes(50));
    List<Long> points = points(clock);
    clock.reached(2000 * SECOND + 1);
    assertThat(points).containsExactly(101 * SECOND);
  }

  @Test
  void neverGoesBack() {
    EventClock clock = new EventClock(100 * SECOND, Duration.ofSeconds(10));
    clock.reached(103 * SECOND);
    clock.reached(99 * SECOND);
    assertThat(clock.now()).isEqualTo(103 * SECOND);
  }

  @Test
  void aLongRecordingGivesABoundedNumberOfPoints() {
    EventClock clock = new EventClock(0, Duration.ofDays(30));
    List<Long> points = points(clock);
    for (long second = 0; second < Duration.ofDays(30).toSeconds(); second++) {
      clock.reached(second * SECOND);
    }
    assertThat(points).hasSizeBetween(3000, 3600).isSorted();
  }

  @Test
  void timesOutsideOfTheRecordingMakeNoPoints() {
    EventClock clock = new EventClock(100 * SECOND, Duration.ofSeconds(10));
    List<Long> points = points(clock);
    for (long second = 100; second < 100_000; second++) {
      clock.reached(second * SECOND);
    }
    clock.reached(Long.MAX_VALUE);
    assertThat(points).hasSize(10).last().isEqualTo(110 * SECOND);
  }

  private static List<Long> points(EventClock clock) {
    List<Long> points = new ArrayList<>();
    clock.onPoint(() -> points.add(clock.now()));
    return points;
  }
}
