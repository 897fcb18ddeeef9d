package io.mapscope.benchmarks.report;

import io.mapscope.benchmarks.latency.LatencyPlot;
import io.mapscope.benchmarks.latency.PutLatency;
import io.mapscope.benchmarks.latency.SamePut;
import io.mapscope.benchmarks.latency.TimedMap;
import io.mapscope.benchmarks.run.Figures;
import io.mapscope.benchmarks.run.RunFile;
import io.mapscope.benchmarks.run.Samples;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/** The runs that time every put, and their table. */
final class StallRuns {

  static final double LONGEST = 100;
  static final double P99_9999 = 99.9999;

  private final Map<TimedMap, List<RunFile>> forks = new EnumMap<>(TimedMap.class);
  private final Map<TimedMap, RunFile> same = new EnumMap<>(TimedMap.class);

  StallRuns(List<RunFile> all) {
    List<RunFile> files =
        all.stream().filter(f -> f.condition("tool").equals(PutLatency.TOOL)).toList();
    all.stream()
        .filter(f -> f.condition("tool").equals(SamePut.TOOL))
        .forEach(f -> same.put(TimedMap.valueOf(f.condition("subject")), f));
    for (TimedMap subject : TimedMap.values()) {
      List<RunFile> of =
          files.stream().filter(f -> f.condition("subject").equals(subject.name())).toList();
      if (!of.isEmpty()) {
        forks.put(subject, of);
      }
    }
  }

  /** Whether there is something to draw. */
  boolean isComplete() {
    return has(TimedMap.HASH_MAP) && has(TimedMap.GO);
  }

  boolean has(TimedMap subject) {
    return forks.containsKey(subject) && same.containsKey(subject);
  }

  /** A percentile of the medians of each put, in nanoseconds: what is the map's own. */
  double own(TimedMap subject, double percentile) {
    return same.get(subject).values(PutLatency.kind(percentile), subject.name()).get(0);
  }

  /** A percentile's median over the forks, in nanoseconds. */
  double nanos(TimedMap subject, double percentile) {
    return Samples.median(sample(subject, percentile));
  }

  private double[] sample(TimedMap subject, double percentile) {
    return forks.get(subject).stream()
        .flatMap(file -> file.values(PutLatency.kind(percentile), subject.name()).stream())
        .mapToDouble(Double::doubleValue)
        .toArray();
  }

  String plot() {
    return LatencyPlot.draw(List.copyOf(same.values()));
  }

  String table() {
    StringBuilder table = new StringBuilder("\n| map |");
    for (double percentile : PutLatency.PERCENTILES) {
      table.append(' ').append(PutLatency.kind(percentile)).append(" |");
    }
    table
        .append(" longest, each fork | stolen |")
        .append(" p99.9999 of the same put | longest of the same put | HashMap's over these |\n")
        .append("|---".repeat(PutLatency.PERCENTILES.size() + 6))
        .append("|\n");
    forks.keySet().forEach(subject -> row(subject, table));
    return table.toString();
  }

  private void row(TimedMap subject, StringBuilder table) {
    table.append("| ").append(subject.label());
    for (double percentile : PutLatency.PERCENTILES) {
      table.append(" | ").append(Figures.duration(nanos(subject, percentile)));
    }
    double[] longest = sample(subject, LONGEST);
    Arrays.sort(longest);
    List<String> each = Arrays.stream(longest).mapToObj(Figures::duration).toList();
    long stolen =
        forks.get(subject).stream().mapToLong(f -> Long.parseLong(f.condition("stolen"))).sum();
    table
        .append(" | ")
        .append(String.join(", ", each))
        .append(" | ")
        .append(stolen)
        .append(" ms | ");
    table
        .append(Figures.duration(own(subject, P99_9999)))
        .append(" | ")
        .append(Figures.duration(own(subject, LONGEST)))
        .append(" | ")
        .append(Figures.threeDigits(over(TimedMap.HASH_MAP, subject, P99_9999)))
        .append(", ")
        .append(Figures.threeDigits(over(TimedMap.HASH_MAP, subject, LONGEST)))
        .append(" |\n");
  }

  /** How many times as long one's own takes as the other's. */
  double over(TimedMap slow, TimedMap fast, double percentile) {
    return own(slow, percentile) / own(fast, percentile);
  }
}
