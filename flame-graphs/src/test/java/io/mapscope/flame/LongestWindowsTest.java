package io.mapscope.flame;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class LongestWindowsTest {

  private static final int MOST = 100;
  private static final int ALL = 10_000;

  @Test
  void longestStayInTheOrderOfTimeAndTheOthersAreCounted() {
    LongestWindows windows = new LongestWindows(MOST);
    for (int i = 0; i < ALL; i++) {
      take(windows, i, i % 100 == 0 ? 1_000 + i : 1 + i % 7);
    }
    List<GrowthWindow> kept = windows.inOrder();
    assertThat(kept).hasSizeBetween(MOST, 2 * MOST);
    assertThat(kept).isSortedAccordingTo((a, b) -> Long.compare(a.startNanos(), b.startNanos()));
    assertThat(kept.stream().filter(window -> length(window) >= 1_000)).hasSize(ALL / 100);
    assertThat(windows.dropped()).isEqualTo(ALL - kept.size());
  }

  @Test
  void equalOnesAreBoundedToo() {
    LongestWindows windows = new LongestWindows(MOST);
    for (int i = 0; i < ALL; i++) {
      take(windows, i, 5);
    }
    assertThat(windows.inOrder()).hasSize(MOST);
    assertThat(windows.dropped()).isEqualTo(ALL - MOST);
  }

  private static void take(LongestWindows windows, long start, long nanos) {
    if (windows.takes(nanos)) {
      windows.add(new GrowthWindow(1, start, start + nanos, new MapName("m"), null, null));
    }
  }

  private static long length(GrowthWindow window) {
    return window.endNanos() - window.startNanos();
  }
}
