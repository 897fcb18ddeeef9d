package io.mapscope.report.advice;

import io.mapscope.report.scan.Cause;
import io.mapscope.report.scan.Findings;
import io.mapscope.report.scan.MapFindings;
import io.mapscope.report.scan.Stall;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * What the recording says in a sentence.
 *
 * <p>Implementation note. Stalls are all operations of maps over the threshold, whatever their
 * cause. The maps named are the fewest, worst first, whose growths make nineteen in twenty of those
 * that growths caused; their share is told of all stalls, so that a program whose stalls are the
 * collector's reads a small one.
 */
public final class Verdict {

  private static final double ENOUGH = 0.95;

  private final Findings findings;

  private Verdict(Findings findings) {
    this.findings = findings;
  }

  /** The sentence. */
  public static String of(Findings findings) {
    return new Verdict(findings).sentence();
  }

  private String sentence() {
    long stalls = findings.maps().stream().mapToLong(MapFindings::stalls).sum();
    long byGrowth = findings.maps().stream().mapToLong(map -> map.byGrowth().count()).sum();
    long byGc = findings.maps().stream().mapToLong(map -> map.byGc().count()).sum();
    String threshold = Words.duration(findings.thresholdNanos());
    if (findings.mapEvents() == 0) {
      return "The recording holds no events of maps.";
    }
    if (stalls == 0) {
      return "No operation on a map took " + threshold + " or more" + grown() + ".";
    }
    long judged = Math.min(stalls, findings.stalls().size());
    if (byGrowth == 0) {
      String all = stalls == 1 ? "The one stall" : "None of the " + those(judged, stalls);
      return String.format(
          "%s over %s was %sdue to a growth%s.",
          all,
          threshold,
          stalls == 1 ? "not " : "",
          byGc > 0 ? "; garbage collection made " + share(byGc, judged) : "");
    }
    String worst = stalls == 1 ? ": " : "; the worst, ";
    return blame(stalls, judged, byGrowth, threshold) + worst(worst) + ".";
  }

  /** Only of the longest is it known what made them. */
  private static String those(long judged, long stalls) {
    return judged < stalls
        ? Words.count(judged) + " longest of " + Words.count(stalls) + " stalls"
        : Words.count(stalls) + " stalls";
  }

  private String blame(long stalls, long judged, long byGrowth, String threshold) {
    List<MapFindings> byHarm =
        findings.maps().stream()
            .sorted(
                Comparator.comparingLong((MapFindings map) -> map.byGrowth().count()).reversed())
            .toList();
    long blamed = 0;
    int maps = 0;
    while (blamed < ENOUGH * byGrowth) {
      blamed += byHarm.get(maps++).byGrowth().count();
    }
    String subject = Words.count(maps, "map");
    if (stalls == 1) {
      return subject + " caused the only stall over " + threshold;
    }
    return String.format(
        "%s caused %s of %s%s over %s",
        subject,
        Words.percent(blamed, judged),
        judged < stalls ? "the " : "",
        those(judged, stalls),
        threshold);
  }

  private String worst(String before) {
    Optional<Stall> worst =
        findings.stalls().stream()
            .filter(stall -> stall.cause() == Cause.GROWTH || stall.cause() == Cause.FIRST_TABLE)
            .max(Comparator.comparingLong(Stall::nanos));
    return worst
        .map(
            stall ->
                before
                    + Words.duration(stall.nanos())
                    + ", "
                    + (stall.map().shortSite() == null
                        ? "in " + stall.map().label()
                        : "at " + stall.map().shortSite()))
        .orElse("");
  }

  private String grown() {
    long growths = findings.maps().stream().mapToLong(MapFindings::growths).sum();
    long longest = findings.maps().stream().mapToLong(MapFindings::longestNanos).max().orElse(0);
    return growths == 0
        ? ""
        : ": "
            + Words.count(growths, "growth")
            + ", of which the longest held an operation up for "
            + Words.duration(longest);
  }

  private static String share(long part, long whole) {
    return part == whole ? "all of them" : Words.count(part) + " of them";
  }
}
