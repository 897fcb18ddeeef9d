package io.mapscope.report.page;

import io.mapscope.report.FlameSource;
import io.mapscope.report.GrowthWindow;
import io.mapscope.report.advice.Words;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * The stacks of growths as far as a page holds them.
 *
 * <p>Implementation note. A stack takes some 2 KB and a growth may have thousands, so the most
 * frequent ones of each growth are kept, 200 and 64 KB of it at most, and a megabyte in all. What
 * is left out is counted in samples, so that nobody takes a flame graph for all of them.
 */
final class FlameTexts {

  static final int MOST_STACKS = 200;
  static final int MOST_CHARS_OF_ONE = 64 << 10;
  static final int MOST_CHARS = 1 << 20;

  private record Stack(String line, long samples) {}

  private final FlameSource source;
  private int chars;
  private long samples;
  private long leftOut;

  FlameTexts(FlameSource source) {
    this.source = source;
  }

  /** What {@link FlameSource#collapsed} has, or the most of it. */
  Optional<String> of(GrowthWindow window) {
    return source.collapsed(window).map(this::bounded).filter(text -> !text.isEmpty());
  }

  private String bounded(String collapsed) {
    List<Stack> stacks =
        collapsed
            .lines()
            .map(line -> new Stack(line, samples(line)))
            .sorted(Comparator.comparingLong(Stack::samples).reversed())
            .toList();
    int room = Math.min(MOST_CHARS_OF_ONE, MOST_CHARS - chars);
    StringBuilder text = new StringBuilder();
    int kept = 0;
    for (Stack stack : stacks) {
      samples += stack.samples;
      if (kept < MOST_STACKS && text.length() + stack.line.length() < room) {
        text.append(stack.line).append('\n');
        kept++;
      } else {
        leftOut += stack.samples;
      }
    }
    chars += text.length();
    return text.toString();
  }

  /** Behind the last blank; what is no number is one that the page does not draw either. */
  private static long samples(String line) {
    try {
      return Long.parseLong(line.substring(line.lastIndexOf(' ') + 1));
    } catch (NumberFormatException e) {
      return 0;
    }
  }

  /** A sentence, empty when nothing was left out. */
  String leftOut() {
    return leftOut == 0
        ? ""
        : String.format(
            "Flame graphs show the most frequent stacks: %s of %s are left out.",
            Words.count(leftOut), Words.count(samples, "sample"));
  }
}
