package io.mapscope.benchmarks.latency;

import io.mapscope.benchmarks.plot.DurationScale;
import io.mapscope.benchmarks.plot.Svg;
import io.mapscope.benchmarks.run.Figures;
import io.mapscope.benchmarks.run.RunFile;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/**
 * Draws the longest put of each slice against the number of the entry.
 *
 * <p>Implementation note. A panel for each map, all of one scale, since lines of five maps lie on
 * top of each other nearly everywhere. Of several forks each put counts with its median, see {@link
 * SamePut}.
 */
public final class LatencyPlot {

  private static final int WIDTH = 840;
  private static final int LEFT = 62;
  private static final int RIGHT = 26;
  private static final int TOP = 84;
  private static final int PANEL = 84;
  private static final int GAP = 30;
  private static final int BOTTOM = 46;

  /** The scale: from below the noise of a slice to above the longest stall known. */
  private static final DurationScale SCALE = new DurationScale(1e3, 1e10);

  private static final double[] GRID = {1e3, 1e6, 1e9};

  private static final String STYLE =
      """
      .theirs { stroke: #d1661b }
      .ours { stroke: #2b7fd4 }
      .theirs, .ours { stroke-width: 1.3; stroke-linejoin: round; fill: none }
      .under { stroke: none; fill-opacity: .16 }
      .peak { stroke: none }
      .theirs.peak, .theirs.under { fill: #d1661b }
      .ours.peak, .ours.under { fill: #2b7fd4 }
      """;

  private final Svg svg;
  private final int entries;

  private LatencyPlot(int entries, int panels) {
    this.entries = entries;
    this.svg =
        new Svg(
            WIDTH,
            TOP + panels * (PANEL + GAP) - GAP + BOTTOM,
            "Longest put against entry number",
            STYLE);
  }

  /**
   * Draws.
   *
   * @param runs files of {@link SamePut}
   * @return an SVG document
   */
  public static String draw(List<RunFile> runs) {
    List<TimedMap> subjects =
        Arrays.stream(TimedMap.values())
            .filter(subject -> subject != TimedMap.NOTHING)
            .filter(subject -> runs.stream().anyMatch(run -> isOf(run, subject)))
            .toList();
    int entries = Integer.parseInt(runs.get(0).condition("entries"));
    return new LatencyPlot(entries, subjects.size()).document(subjects, runs);
  }

  private String document(List<TimedMap> subjects, List<RunFile> runs) {
    svg.text(
        LEFT,
        22,
        "start",
        "title",
        "The longest of each %,d puts".formatted(SamePut.sliceSize(entries)));
    svg.text(
        LEFT,
        42,
        "start",
        "",
        "while a map grows from empty to %,d entries; of each put the median of %s runs"
            .formatted(entries, runs.get(0).condition("forks")));
    for (int i = 0; i < subjects.size(); i++) {
      panel(subjects.get(i), runs, TOP + i * (PANEL + GAP));
    }
    int bottom = TOP + subjects.size() * (PANEL + GAP) - GAP;
    for (int i = 0; i <= 5; i++) {
      double share = i / 5.0;
      svg.text(x(share), bottom + 18, "middle", "", Figures.millions(entries * share));
    }
    svg.text(x(0.5), bottom + 38, "middle", "", "entries in the map");
    return svg.end();
  }

  private static boolean isOf(RunFile run, TimedMap subject) {
    return run.condition("subject").equals(subject.name());
  }

  private void panel(TimedMap subject, List<RunFile> runs, int top) {
    double[] longest =
        runs.stream()
            .filter(run -> isOf(run, subject))
            .map(run -> SamePut.slices(run, subject))
            .findFirst()
            .orElseThrow();
    for (double nanos : GRID) {
      double y = y(nanos, top);
      svg.line(
          "<line class=\"grid\" x1=\"%d\" x2=\"%d\" y1=\"%.1f\" y2=\"%.1f\"/>",
          LEFT, WIDTH - RIGHT, y, y);
      svg.text(LEFT - 8, y + 4, "end", "", Figures.duration(nanos));
    }
    String side = subject.isOurs() ? "ours" : "theirs";
    StringBuilder points = new StringBuilder();
    for (int i = 0; i < longest.length; i++) {
      points.append(
          String.format(
              Locale.ROOT, "%.1f,%.1f ", x((i + 0.5) / longest.length), y(longest[i], top)));
    }
    String floor = String.format(Locale.ROOT, "%.1f", y(SCALE.lowestNanos(), top));
    svg.line(
        "<polygon class=\"%s under\" points=\"%.1f,%s %s%.1f,%s\"/>",
        side, x(0), floor, points, x(1), floor);
    svg.line("<polyline class=\"%s\" points=\"%s\"/>", side, points);
    int peak = indexOfLongest(longest);
    svg.line(
        "<circle class=\"%s peak\" cx=\"%.1f\" cy=\"%.1f\" r=\"3\"/>",
        side, x((peak + 0.5) / longest.length), y(longest[peak], top));
    svg.text(LEFT, top - 4, "start", "name", subject.label());
    svg.text(WIDTH - RIGHT, top - 4, "end", "", "peak " + Figures.duration(longest[peak]));
  }

  private static int indexOfLongest(double[] nanos) {
    int longest = 0;
    for (int i = 1; i < nanos.length; i++) {
      longest = nanos[i] > nanos[longest] ? i : longest;
    }
    return longest;
  }

  private static double x(double share) {
    return LEFT + share * (WIDTH - LEFT - RIGHT);
  }

  private static double y(double nanos, int top) {
    return top + PANEL * (1 - SCALE.share(nanos));
  }
}
