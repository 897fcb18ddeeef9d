package io.mapscope.cli.demo;

import io.mapscope.cli.demo.DemoReport.GrowthFigures;
import io.mapscope.cli.demo.DemoReport.LongestStall;
import io.mapscope.cli.demo.DemoReport.MapFigures;
import java.util.List;
import java.util.Locale;

/**
 * What the figures say in words: nothing that they do not say. A run on a busy machine may well
 * show the instrumented map with the longer stall, and then the headline has to say so.
 */
final class Verdict {

  /** Stalls that differ by less are alike. */
  private static final double CLEAR = 1.5;

  private Verdict() {}

  static String headline(DemoReport report) {
    MapFigures first = report.maps().get(0);
    MapFigures second = report.maps().get(1);
    double one = first.longestStall().nanos();
    double two = second.longestStall().nanos();
    String lengths =
        String.format(
            Locale.ROOT,
            "%s stopped for %s, %s for %s at most",
            first.label(),
            Figures.duration(one),
            second.label(),
            Figures.duration(two));
    if (one >= CLEAR * two) {
      return lengths + ": " + Figures.times(one / two) + " times less.";
    }
    return lengths + (two >= CLEAR * one ? ": longer, this time." : ": no clear difference.");
  }

  /** One sentence per map: when its longest stall was, and what the recording says it was. */
  static List<String> causes(List<MapFigures> maps) {
    return maps.stream().map(Verdict::cause).toList();
  }

  private static String cause(MapFigures map) {
    LongestStall stall = map.longestStall();
    return String.format(
        Locale.ROOT,
        "%s: longest stall %s, a %s at %.1f s, spent on %s; %s.",
        map.label(),
        Figures.duration(stall.nanos()),
        stall.operation(),
        stall.atSeconds(),
        spentOn(map),
        pauses(map));
  }

  private static String spentOn(MapFigures map) {
    return switch (map.longestStall().cause()) {
      case "growth" -> growth(map);
      case "gc" ->
          map.longestStall().growth() == 0
              ? "a garbage collection"
              : "a garbage collection during " + growth(map);
      default -> "neither growth nor garbage collection: the scheduler, or the JVM";
    };
  }

  private static String growth(MapFigures map) {
    long number = map.longestStall().growth();
    return map.growthList().stream()
        .filter(growth -> growth.number() == number)
        .findFirst()
        .map(Verdict::describe)
        .orElse("growth " + number);
  }

  private static String describe(GrowthFigures growth) {
    return String.format(
        Locale.ROOT,
        "growth %d from %,d to %,d buckets",
        growth.number(),
        growth.bucketsBefore(),
        growth.bucketsAfter());
  }

  private static String pauses(MapFigures map) {
    if (map.gcPauses().isEmpty()) {
      return "no GC pause in its run";
    }
    long longest = map.gcPauses().stream().mapToLong(pause -> pause.nanos()).max().orElse(0);
    return String.format(
        Locale.ROOT,
        "GC pauses in its run: %d, the longest %s",
        map.gcPauses().size(),
        Figures.duration(longest));
  }
}
