package io.mapscope.cli.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.groups.Tuple.tuple;

import io.mapscope.cli.demo.LatencyWindows.Longest;
import io.mapscope.cli.demo.LatencyWindows.Window;
import org.junit.jupiter.api.Test;

class LatencyWindowsTest {

  // Near the end of what a long holds: nanoTime may start anywhere and wrap around.
  private static final long START = Long.MAX_VALUE - 1500;
  private static final long WINDOW = 1000;

  private final LatencyWindows latencies = new LatencyWindows(START, WINDOW);

  @Test
  void countsAnOperationInTheWindowInWhichItEnded() {
    record(Operation.GET, 900, 999);
    record(Operation.GET, 999, 1000);
    latencies.finish();

    assertThat(latencies.windows())
        .containsExactly(new Window(1, 99, 99, 99), new Window(1, 1, 1, 1));
  }

  @Test
  void givesWindowsWithoutAnEndTheLengthOfTheOperationThatTookThem() {
    record(Operation.GET, 0, 100);
    record(Operation.PUT, 500, 3500);
    latencies.finish();

    assertThat(latencies.windows())
        .extracting(Window::operations, Window::max)
        .containsExactly(tuple(1L, 100L), tuple(0L, 3000L), tuple(0L, 3000L), tuple(1L, 3000L));
  }

  @Test
  void remembersTheLongestOperationAndWhenItBegan() {
    record(Operation.GET, 0, 100);
    record(Operation.REMOVE, 200, 900);
    record(Operation.PUT, 1000, 1300);
    latencies.finish();

    assertThat(latencies.longest()).isEqualTo(new Longest(Operation.REMOVE, 200, 700));
  }

  @Test
  void countsEveryOperationOnceInTheWhole() {
    for (int i = 0; i < 5000; i++) {
      record(Operation.GET, i, i + 10);
    }
    latencies.finish();

    assertThat(latencies.all().getTotalCount()).isEqualTo(5000);
    assertThat(latencies.windows().stream().mapToLong(Window::operations).sum()).isEqualTo(5000);
    assertThat(latencies.all().getValueAtPercentile(50)).isEqualTo(10);
  }

  @Test
  void hasNoLastWindowWhenNothingEndedInIt() {
    latencies.finish();

    assertThat(latencies.windows()).isEmpty();
  }

  private void record(Operation operation, long from, long to) {
    latencies.record(operation, START + from, START + to);
  }
}
